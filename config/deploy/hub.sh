# shellcheck shell=bash
# The hub itself: its command line, its migrations, its workers, and the wait until every check is ok.

# shellcheck source=config/deploy/process.sh
source "$(dirname "${BASH_SOURCE[0]}")/process.sh"

hub_configuration=$source_root/config/hub.json

# The program: PASSPORT_HUB_BINARY when that is set, otherwise what config/up builds.
hub_program() { printf '%s' "${PASSPORT_HUB_BINARY:-$PASSPORT_HUB_BUILD/passport-hub}"; }

# hub_tool COMMAND ARGUMENTS...: one command of the hub, as the user who runs the hub, in the checkout.
hub_tool() {
    (
        cd "$source_root" || exit
        run_as "$(checkout_user)" "$(hub_program)" "$@" --config "$hub_configuration"
    )
}

# A command for people, in the state directory: the program with this installation's settings.
hub_write_command() {
    local name
    {
        printf '#!/bin/bash\n# passport-hub with the settings of this installation; written by config/up.\n'
        for name in "${!PASSPORT_HUB_@}"; do printf 'export %s=%q\n' "$name" "${!name}"; done
        # The words are for the new script, not for this one.
        # shellcheck disable=SC2016
        printf 'case ${1:--} in\n-*) exec %q "$@" ;;\n*) exec %q "$@" --config %q ;;\nesac\n' \
            "$(hub_program)" "$(hub_program)" "$hub_configuration"
    } | write_file "$PASSPORT_HUB_HOME/passport-hub" 755 || true
}

# The step: the schema is today's. Migrations run while an older hub serves.
hub_migrate() {
    begin Migrations
    run_logged "$log_directory/migrate.log" hub_tool migrate || fail 'the database could not be migrated'
    finish 'the schema is up to date'
}

# What a running hub depends on: another value means that it has to be started again.
hub_fingerprint() {
    {
        env | grep '^PASSPORT_HUB_' | LC_ALL=C sort
        printf '%s\n' "$worker_count"
        checksum_of "$(hub_program)" "$source_root"/config/*.json "$source_root/config/dialogflow_agent" \
            "$secrets_directory"
        hub_page_files | xargs -0 -r sha256sum
    } | sha256sum | cut -d ' ' -f 1
}

# Templates, texts and built assets that the hub reads when it starts.
hub_page_files() {
    local folder
    for folder in "$source_root/portal/pages" "$(dirname "$(hub_program)")/web"; do
        [[ ! -d $folder ]] || find "$folder" -type f ! -name '*.cpp' ! -name '*.hpp' -print0
    done | LC_ALL=C sort -z
}

# SIGTERM is the drain: open requests are answered, then the workers end.
hub_stop() {
    local orphans=no
    if [[ -e $run_directory/hub.process ]] && process_is_gone hub; then orphans=yes; fi
    process_stop hub TERM 60
    # The workers of a killed supervisor drain by themselves; until then they hold the ports.
    [[ $orphans == no ]] || wait_until 30 hub_addresses_are_free || true
}

hub_addresses_are_free() {
    local address
    for address in "$PASSPORT_HUB_PUBLIC" "$PASSPORT_HUB_OPERATIONS"; do
        address=$(reachable_address "$address")
        ! port_is_open "${address%:*}" "${address##*:}" || return 1
    done
}

# Every check of /readyz, or why there is no answer, on standard output; 0 when all are ok.
hub_readiness() {
    node "$deploy_directory/readiness.mjs" "http://$(reachable_address "$PASSPORT_HUB_OPERATIONS")/readyz"
}
hub_is_ready() { hub_readiness >/dev/null; }
hub_is_ready_or_died() { process_is_gone hub || hub_is_ready; }

# The step: the hub serves, with today's program and configuration, and every check is ok when this returns.
hub_ensure() {
    begin Hub
    local fingerprint
    fingerprint=$(hub_fingerprint)
    if process_runs hub && stamp_is "$run_directory/hub.fingerprint" "$fingerprint"; then
        hub_wait_until_ready
        finish "running with $worker_count workers, every check ok"
        return
    fi
    hub_stop
    address_is_free PASSPORT_HUB_PUBLIC
    address_is_free PASSPORT_HUB_OPERATIONS
    # Whoever starts it may be another user than the hub, which opens its log itself.
    run_as "$(checkout_user)" touch "$log_directory/hub.log"
    process_start hub "$(checkout_user)" "$(hub_program)" serve --workers "$worker_count" --config "$hub_configuration" \
        --log "$log_directory/hub.log"
    hub_wait_until_ready
    printf '%s\n' "$fingerprint" | write_file "$run_directory/hub.fingerprint" 644 || true
    finish "started with $worker_count workers, every check ok"
}

hub_wait_until_ready() {
    if ! wait_until 60 hub_is_ready_or_died || process_is_gone hub; then
        show_log_tail "$log_directory/hub.log"
        hub_readiness >&2 || true
        fail "the hub is not ready; log: $log_directory/hub.log"
    fi
}
