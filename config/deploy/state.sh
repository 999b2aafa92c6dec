# shellcheck shell=bash
# The state directory and the unprivileged user that its servers run as.

# shellcheck source=config/deploy/settings.sh
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

state_folders=(postgresql redis secrets catalog log run)

# Who the servers run as: passporthub when root starts them (PostgreSQL refuses root), otherwise the invoking user.
service_user_name() {
    if ((EUID == 0)); then printf passporthub; else id -un; fi
}

service_user_ensure() {
    ((EUID == 0)) || return 0
    id passporthub >/dev/null 2>&1 ||
        useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin passporthub
}

# The words that make a command run as USER: "service", or "self" for whoever runs the script.
identity_words() {
    [[ $1 == self ]] || ((EUID != 0)) || printf '%s\n' setpriv --reuid=passporthub --regid=passporthub --init-groups \
        env HOME="$PASSPORT_HUB_HOME"
}

# run_as USER COMMAND...
run_as() {
    local identity
    mapfile -t identity < <(identity_words "$1")
    "${identity[@]}" "${@:2}"
}

as_service() { run_as service "$@"; }

# Who runs what lies in the checkout (the hub, the sandbox): the service user, unless the checkout is closed to it, as one
# below /root is. Then it can only be the user who runs the script.
checkout_user() {
    if as_service test -r "$source_root/config/hub.json" 2>/dev/null; then printf service; else printf self; fi
}

# Makes the state directory and its folders. The marker file is what lets state_remove trust the place later.
state_ensure() {
    local marker=$PASSPORT_HUB_HOME/.passport-hub
    if [[ -d $PASSPORT_HUB_HOME && ! -e $marker && -n $(ls -A "$PASSPORT_HUB_HOME") ]]; then
        fail "$PASSPORT_HUB_HOME holds files that are not Passport Hub's; choose another PASSPORT_HUB_HOME"
    fi
    mkdir -p "$PASSPORT_HUB_HOME"
    printf 'The state of Passport Hub. config/up --fresh removes what is here.\n' >"$marker"
    (cd "$PASSPORT_HUB_HOME" && mkdir -p "${state_folders[@]}")
}

# Gives the folders to the service user; to be called once that user exists.
state_hand_over() {
    if ((EUID == 0)); then
        chown passporthub:passporthub "$PASSPORT_HUB_HOME" "${state_folders[@]/#/$PASSPORT_HUB_HOME/}"
        # A hub that had to run as root (see checkout_user) may have left files of root here.
        chown -R passporthub:passporthub "$PASSPORT_HUB_HOME/"{secrets,catalog,log,run}
    fi
    chmod 750 "$PASSPORT_HUB_HOME"
    chmod 700 "${state_folders[@]/#/$PASSPORT_HUB_HOME/}"
    as_service test -x "$run_directory" || fail "the user $(service_user_name) cannot enter $PASSPORT_HUB_HOME;" \
        'a folder above it is closed to others; choose another PASSPORT_HUB_HOME'
}

# Removes the folders that state_ensure made, and nothing else. The marker stays: the place is still ours.
state_remove() {
    [[ -e $PASSPORT_HUB_HOME/.passport-hub ]] || fail "$PASSPORT_HUB_HOME was not made by Passport Hub"
    rm -rf "${state_folders[@]/#/$PASSPORT_HUB_HOME/}"
}

# write_file FILE MODE: standard input becomes FILE at once (never half a file), owned by the service user.
# Returns 1 when FILE already had that content.
write_file() {
    local file=$1 mode=$2 new
    new=$(mktemp "$file.XXXXXX")
    cat >"$new"
    if [[ -f $file ]] && cmp -s "$new" "$file"; then
        rm -f "$new"
        return 1
    fi
    chmod "$mode" "$new"
    ((EUID != 0)) || chown passporthub:passporthub "$new"
    mv -f "$new" "$file"
}
