# shellcheck shell=bash
# The private PostgreSQL 15: its own directory, port and user, on loopback.

# shellcheck source=config/deploy/process.sh
source "$(dirname "${BASH_SOURCE[0]}")/process.sh"

postgresql_programs=/usr/lib/postgresql/15/bin

postgresql_settings() {
    cat <<SETTINGS
listen_addresses = '127.0.0.1'
port = $PASSPORT_HUB_POSTGRES_PORT
unix_socket_directories = '$run_directory'
unix_socket_permissions = 0700
max_connections = 100
password_encryption = 'scram-sha-256'
fsync = on
full_page_writes = on
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C.UTF-8'
log_line_prefix = '%m [%p] %u@%d '
# The detail of an error holds the row's values: whose address is taken already.
log_error_verbosity = terse
# A vanished client's locks are free again within three seconds.
tcp_keepalives_idle = 1
tcp_keepalives_interval = 1
tcp_keepalives_count = 2
SETTINGS
}

# Passwords over TCP; over the socket, which only the service user can open, the operating system's word is enough.
postgresql_access() {
    cat <<ACCESS
local all all peer
host  all all 127.0.0.1/32 scram-sha-256
ACCESS
}

# Makes the cluster when there is none. Its superuser has the name of the service user and no password.
postgresql_initialise() {
    [[ ! -s $postgresql_directory/PG_VERSION ]] || return 0
    as_service "$postgresql_programs/initdb" --pgdata="$postgresql_directory" --encoding=UTF8 --locale=C.UTF-8 \
        --data-checksums --auth-local=peer --auth-host=scram-sha-256 >>"$log_directory/postgresql.log" 2>&1 || {
        show_log_tail "$log_directory/postgresql.log"
        fail "PostgreSQL's directory $postgresql_directory could not be made"
    }
    printf "\ninclude = 'passport_hub.conf'\n" >>"$postgresql_directory/postgresql.conf"
}

# Writes the settings; 1 when they were the same already.
postgresql_configure() {
    local changed=1
    if postgresql_settings | write_file "$postgresql_directory/passport_hub.conf" 600; then changed=0; fi
    if postgresql_access | write_file "$postgresql_directory/pg_hba.conf" 600; then changed=0; fi
    return "$changed"
}

postgresql_answers() {
    as_service "$postgresql_programs/pg_isready" --quiet --host="$run_directory" --port="$PASSPORT_HUB_POSTGRES_PORT" \
        --dbname=postgres --timeout=2
}

# Starts the server and waits until it answers.
postgresql_start() {
    process_is_gone postgresql || return 0
    local log=$log_directory/postgresql.log
    ((${#run_directory} + 18 < 107)) || fail "$run_directory is too long a path for a socket"
    ! port_is_open 127.0.0.1 "$PASSPORT_HUB_POSTGRES_PORT" ||
        fail "port $PASSPORT_HUB_POSTGRES_PORT is taken by another program; choose another PASSPORT_HUB_POSTGRES_PORT"
    process_start postgresql service "$postgresql_programs/postgres" -D "$postgresql_directory"
    if ! wait_until 60 postgresql_answers_or_died || ! postgresql_answers; then
        show_log_tail "$log"
        fail 'PostgreSQL did not start'
    fi
}

postgresql_answers_or_died() { process_is_gone postgresql || postgresql_answers; }

# SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, nothing committed is lost.
postgresql_stop() {
    local number
    # One that is frozen has to go on to stop.
    if number=$(process_number postgresql); then process_family "$number" | xargs -r kill -CONT 2>/dev/null || true; fi
    process_stop postgresql INT 60
}

# The step: running with today's settings when this returns.
postgresql_ensure() {
    begin PostgreSQL
    postgresql_initialise
    local changed=no
    if postgresql_configure; then changed=yes; fi
    if process_runs postgresql && [[ $changed == no ]] && postgresql_answers; then
        finish "running on 127.0.0.1:$PASSPORT_HUB_POSTGRES_PORT"
        return
    fi
    postgresql_stop
    postgresql_start
    finish "started on 127.0.0.1:$PASSPORT_HUB_POSTGRES_PORT"
}

# postgresql_console DATABASE: psql as the superuser, over the socket; the statements come on standard input.
postgresql_console() {
    as_service psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --host="$run_directory" \
        --port="$PASSPORT_HUB_POSTGRES_PORT" --dbname="$1"
}

# Runs the statements on standard input in the hub's database, as its owner, in one transaction.
postgresql_owner_console() {
    { printf 'BEGIN; SET LOCAL ROLE %s;\n' "$owner_role" && cat && printf '\n;COMMIT;\n'; } |
        postgresql_console "$database_name"
}

# The content of a file as one quoted word of psql's own commands.
postgresql_quoted() { sed -e 's/\\/\\\\/g' -e "s/'/''/g" -e "s/.*/'&'/" -- "$1"; }

# The roles and the database; the passwords go in on standard input, never through arguments.
postgresql_roles_ensure() {
    {
        printf "\\\\set database %s\n\\\\set owner %s\n\\\\set application %s\n" \
            "$database_name" "$owner_role" "$application_role"
        printf "\\\\set owner_password %s\n" "$(postgresql_quoted "$secrets_directory/database_owner_password")"
        printf "\\\\set application_password %s\n" "$(postgresql_quoted "$secrets_directory/database_application_password")"
        cat "$deploy_directory/roles.sql"
    } | postgresql_console postgres >>"$log_directory/postgresql.log" 2>&1 || {
        show_log_tail "$log_directory/postgresql.log"
        fail 'the database roles could not be made'
    }
}
