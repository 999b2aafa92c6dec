# shellcheck shell=bash
# Processes in the background, each with a record run/NAME.process of its number and birth: a number alone may belong to
# somebody else after a restart of the machine. Their output is log/NAME.log.

# shellcheck source=config/deploy/state.sh
source "$(dirname "${BASH_SOURCE[0]}")/state.sh"

# Start time of process PID in clock ticks since boot; nothing when it does not live. A zombie does not, unless threads are
# left: then only the first one has ended, and what the process has open, ports among it, is open still (proc(5), stat).
process_birth() {
    local line fields
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 0
    read -r -a fields <<<"${line##*) }"
    [[ ${fields[0]} == Z ]] && ((fields[17] <= 1)) || printf '%s' "${fields[19]}"
}

# The number of the recorded process NAME; 1 when it does not run.
process_number() {
    local number birth
    { read -r number birth <"$run_directory/$1.process"; } 2>/dev/null || return 1
    [[ -n $birth && $(process_birth "$number") == "$birth" ]] || return 1
    printf '%s' "$number"
}

process_runs() { process_number "$1" >/dev/null; }
process_is_gone() { ! process_runs "$1"; }

# process_start NAME USER COMMAND...: starts COMMAND in the checkout, in a session of its own, as USER ("service" or
# "self").
process_start() {
    local name=$1 user=$2 log=$log_directory/$1.log identity
    shift 2
    mapfile -t identity < <(identity_words "$user")
    # Descriptor 9 is the lock of config/up: it must not live on in a server.
    (
        cd "$source_root" || exit
        umask 027
        exec setsid "${identity[@]}" "$@" >>"$log" 2>&1 </dev/null 9>&-
    ) &
    local number=$!
    disown "$number"
    printf '%s %s\n' "$number" "$(process_birth "$number")" | write_file "$run_directory/$name.process" 644 || true
}

# process_stop NAME SIGNAL SECONDS: asks with SIGNAL and waits; after SECONDS kills the whole process group and says so.
process_stop() {
    local name=$1 signal=$2 seconds=$3 number
    if number=$(process_number "$name"); then
        kill -CONT "$number" 2>/dev/null || true
        kill "-$signal" "$number" 2>/dev/null || true
        if ! wait_until "$seconds" process_is_gone "$name"; then
            printf '%s did not stop within %s s and is killed\n' "$name" "$seconds" >&2
            kill -KILL -- "-$number" 2>/dev/null || kill -KILL "$number" 2>/dev/null || true
            wait_until 10 process_is_gone "$name" || fail "$name (process $number) cannot be stopped"
        fi
    fi
    rm -f "$run_directory/$name.process"
}

# NUMBER and all its descendants, ancestors first.
process_family() {
    local entry line rest
    local -A children=()
    for entry in /proc/[0-9]*/stat; do
        { read -r line <"$entry"; } 2>/dev/null || continue
        rest=${line##*) }
        rest=${rest#? }
        children[${rest%% *}]+="${line%% *} "
    done
    local queue=("$1") number
    while ((${#queue[@]} > 0)); do
        number=${queue[0]}
        printf '%s\n' "$number"
        # Word splitting makes one element per child.
        # shellcheck disable=SC2206
        queue=("${queue[@]:1}" ${children[$number]:-})
    done
}

# Stops all processes of NAME where they are. The first one is stopped first, so that it cannot make further ones.
process_freeze() {
    local number
    number=$(process_number "$1") || fail "$1 does not run"
    kill -STOP "$number"
    process_family "$number" | xargs -r kill -STOP
}

# Lets them go on, the youngest first.
process_thaw() {
    local number
    number=$(process_number "$1") || fail "$1 does not run"
    process_family "$number" | tac | xargs -r kill -CONT
}
