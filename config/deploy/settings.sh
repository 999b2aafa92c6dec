# shellcheck shell=bash disable=SC2034 # names for the scripts that source this
# Where things are and which ports they use: environment variables with their defaults, checked whole and exported to
# every process that is started. The same names stand in config/hub.json.

# shellcheck source=config/deploy/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

database_name=passport
owner_role=passport_owner
application_role=passport_app

# The state directory when PASSPORT_HUB_HOME does not name one.
default_home() {
    if ((EUID == 0)); then
        printf /var/lib/passport-hub
    else
        printf '%s/.local/state/passport-hub' "${HOME:?}"
    fi
}

# HOST:PORT as a program on this machine reaches it: "every address" is no address to connect to.
reachable_address() {
    case $1 in
    0.0.0.0:* | \[::\]:*) printf '127.0.0.1:%s' "${1##*:}" ;;
    *) printf '%s' "$1" ;;
    esac
}

# Sets and exports every PASSPORT_HUB_* variable that is not set, and the paths below the state directory.
settings_load() {
    PASSPORT_HUB_HOME=$(realpath -m -- "${PASSPORT_HUB_HOME:-$(default_home)}")
    PASSPORT_HUB_BUILD=$(realpath -m -- "${PASSPORT_HUB_BUILD:-$source_root/build/release}")
    export PASSPORT_HUB_HOME PASSPORT_HUB_BUILD
    export PASSPORT_HUB_PUBLIC=${PASSPORT_HUB_PUBLIC:-127.0.0.1:8080}
    export PASSPORT_HUB_BASE_URL=${PASSPORT_HUB_BASE_URL:-http://$(reachable_address "$PASSPORT_HUB_PUBLIC")}
    export PASSPORT_HUB_OPERATIONS=${PASSPORT_HUB_OPERATIONS:-127.0.0.1:8081}
    export PASSPORT_HUB_SANDBOX=${PASSPORT_HUB_SANDBOX:-127.0.0.1:8090}
    export PASSPORT_HUB_SANDBOX_SMTP=${PASSPORT_HUB_SANDBOX_SMTP:-127.0.0.1:8025}
    export PASSPORT_HUB_POSTGRES_PORT=${PASSPORT_HUB_POSTGRES_PORT:-54329}
    export PASSPORT_HUB_REDIS_PORT=${PASSPORT_HUB_REDIS_PORT:-63790}
    worker_count=${PASSPORT_HUB_WORKERS:-2}

    secrets_directory=$PASSPORT_HUB_HOME/secrets
    run_directory=$PASSPORT_HUB_HOME/run
    log_directory=$PASSPORT_HUB_HOME/log
    postgresql_directory=$PASSPORT_HUB_HOME/postgresql
    redis_directory=$PASSPORT_HUB_HOME/redis
    # What has been imported; below the database's own directory, because it is true only of that database.
    import_stamp_directory=$postgresql_directory/passport_hub_imports
}

# A problem line per setting that cannot work; nothing when all are fine.
settings_problems() {
    local name value
    for name in PUBLIC OPERATIONS SANDBOX SANDBOX_SMTP; do
        value=PASSPORT_HUB_$name
        [[ ${!value} =~ ^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):([0-9]{1,5})$ ]] && port_is_valid "${BASH_REMATCH[2]}" ||
            printf '%s: "%s" is not HOST:PORT with a port from 1 to 65535\n' "$value" "${!value}"
    done
    for name in POSTGRES_PORT REDIS_PORT; do
        value=PASSPORT_HUB_$name
        port_is_valid "${!value}" || printf '%s: "%s" is not a port from 1 to 65535\n' "$value" "${!value}"
    done
    [[ $worker_count =~ ^[1-9][0-9]?$ ]] && ((worker_count <= 64)) ||
        printf 'PASSPORT_HUB_WORKERS: "%s" is not a number from 1 to 64\n' "$worker_count"
    settings_shared_ports
}

# A problem line per port that two settings share.
settings_shared_ports() {
    printf '%s\n' "PASSPORT_HUB_PUBLIC ${PASSPORT_HUB_PUBLIC##*:}" "PASSPORT_HUB_OPERATIONS ${PASSPORT_HUB_OPERATIONS##*:}" \
        "PASSPORT_HUB_SANDBOX ${PASSPORT_HUB_SANDBOX##*:}" "PASSPORT_HUB_SANDBOX_SMTP ${PASSPORT_HUB_SANDBOX_SMTP##*:}" \
        "PASSPORT_HUB_POSTGRES_PORT $PASSPORT_HUB_POSTGRES_PORT" "PASSPORT_HUB_REDIS_PORT $PASSPORT_HUB_REDIS_PORT" |
        awk '{ names[$2] = names[$2] (names[$2] ? " and " : "") $1; count[$2]++ }
             END { for (port in count) if (count[port] > 1) print names[port] ": both use port " port }'
}

# address_is_free NAME: ends the script when something else listens where the setting NAME says.
address_is_free() {
    local address
    address=$(reachable_address "${!1}")
    ! port_is_open "${address%:*}" "${address##*:}" || fail "$1: $address is taken by another program"
}

port_is_valid() {
    [[ $1 =~ ^[0-9]{1,5}$ ]] && ((10#$1 >= 1 && 10#$1 <= 65535))
}
