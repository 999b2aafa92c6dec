# shellcheck shell=bash disable=SC2034 # names for the scripts that source this
# Shared by config/up, tests/run and config/deploy/services.sh: messages, time, probing with a deadline,
# checksums. Sourced, never run; it only defines functions and names the checkout.

source_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
deploy_directory=$source_root/config/deploy

# Prints an error on standard error and ends the script with exit code 1.
fail() {
    printf '%s: %s\n' "${program_name:-passport-hub}" "$*" >&2
    exit 1
}

# Milliseconds on the wall clock.
milliseconds() {
    local now=${EPOCHREALTIME/[.,]/}
    printf '%s' "$((now / 1000))"
}

# "0.4 s", "41 s" or "9 min 40 s" for a number of milliseconds.
duration_text() {
    local total=$1
    if ((total < 10000)); then
        printf '%d.%d s' "$((total / 1000))" "$((total % 1000 / 100))"
    elif ((total < 60000)); then
        printf '%d s' "$((total / 1000))"
    else
        printf '%d min %d s' "$((total / 60000))" "$((total % 60000 / 1000))"
    fi
}

# begin NAME: the clock of one step starts. announce TEXT: what is about to take a while. finish TEXT: one line with the
# step's name, what came of it, and how long it took.
begin() {
    step_name=$1
    step_started=$(milliseconds)
}
announce() { printf '  %-12s %s\n' "$step_name" "$*"; }
finish() { printf '  %-12s %s (%s)\n' "$step_name" "$*" "$(duration_text $(($(milliseconds) - step_started)))"; }

# The last lines of a log on standard error, so that a failure explains itself.
show_log_tail() {
    local log=$1 lines=${2:-25}
    [[ -s $log ]] || return 0
    printf -- '---- the last lines of %s ----\n' "$log" >&2
    tail -n "$lines" -- "$log" >&2
    printf -- '----\n' >&2
}

# wait_until SECONDS COMMAND...: probes ten times a second until COMMAND succeeds; 1 when the time is over.
wait_until() {
    local deadline=$(($(milliseconds) + $1 * 1000))
    shift
    until "$@"; do
        (($(milliseconds) < deadline)) || return 1
        sleep 0.1
    done
}

# run_logged LOG COMMAND...: runs COMMAND with its output in LOG; every 20 s says that it is still running and the last
# line of LOG; on failure shows the end of LOG and returns COMMAND's exit code.
run_logged() {
    local log=$1 heartbeat code=0
    shift
    (
        exec 9>&-
        # Waits on a pipe nobody writes to: a sleep process would outlive this subshell and hold standard output open.
        while ! read -r -t 20 <> <(:); do
            announce "... $(duration_text $(($(milliseconds) - step_started))): $(tail -n 1 -- "$log" | cut -c 1-100)"
        done
    ) &
    heartbeat=$!
    "$@" >>"$log" 2>&1 </dev/null || code=$?
    kill "$heartbeat" 2>/dev/null || true
    wait "$heartbeat" 2>/dev/null || true
    ((code == 0)) || show_log_tail "$log" 40
    return "$code"
}

# True when something accepts TCP connections at HOST PORT.
port_is_open() {
    (exec 7<>"/dev/tcp/$1/$2") 2>/dev/null
}

# One SHA-256 over the names and contents of the given files and folders.
checksum_of() {
    find "$@" -type f -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d ' ' -f 1
}

# True when the stamp file STAMP holds VALUE.
stamp_is() {
    [[ -f $1 && $(<"$1") == "$2" ]]
}
