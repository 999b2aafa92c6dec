#!/bin/bash
# Installs the Debian packages of config/deploy/packages.txt that are missing, and never starts a system-wide server.
#   packages.sh missing GROUP...   prints the missing packages of the groups (run, build, test, bench)
#   packages.sh install GROUP...   installs them; as root, or through sudo
# Sourced, it only defines functions.

# shellcheck source=config/deploy/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

package_list=$deploy_directory/packages.txt
policy_file=/usr/sbin/policy-rc.d
policy_marker='# written by Passport Hub for the time of one installation'
cluster_settings=/etc/postgresql-common/createcluster.conf

# The packages of the groups that this machine should have, one per line.
packages_wanted() {
    local group package reason
    while read -r group package reason; do
        [[ -n $group && $group != \#* && " $* " == *" $group "* ]] || continue
        if [[ $reason =~ ^\[unless\ ([a-z0-9-]+)\] ]] && command -v "${BASH_REMATCH[1]}" >/dev/null; then
            continue
        fi
        printf '%s\n' "$package"
    done <"$package_list"
}

# The wanted packages that are not installed, one per line, found with a single dpkg-query.
packages_missing() {
    local wanted
    wanted=$(packages_wanted "$@")
    # dpkg-query fails when it does not know one of the names; that is one of the answers asked for.
    # shellcheck disable=SC2016,SC2086
    comm -23 <(sort -u <<<"$wanted") \
        <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | sed -n 's/^installed //p' | sort -u)
}

# Makes package scripts leave all services alone: invoke-rc.d asks policy-rc.d, and 101 means "forbidden".
services_forbid() {
    services_allow
    [[ ! -e $policy_file ]] || mv "$policy_file" "$policy_file.passport-hub"
    printf '#!/bin/sh\n%s\nexit 101\n' "$policy_marker" >"$policy_file"
    chmod 755 "$policy_file"
}

# Puts back what was there before, also after a run that was killed half way.
services_allow() {
    if [[ -f $policy_file ]] && grep -qF "$policy_marker" "$policy_file"; then
        rm -f "$policy_file"
    fi
    [[ ! -e $policy_file.passport-hub ]] || mv "$policy_file.passport-hub" "$policy_file"
}

# PostgreSQL's package makes and registers a "main" cluster unless this says no. A file that an administrator had before
# is put back by cluster_settings_restore.
cluster_settings_refuse() {
    [[ $1 == new || -e $cluster_settings.passport-hub ]] || cp -p "$cluster_settings" "$cluster_settings.passport-hub"
    sed -i -E 's/^#?[[:space:]]*create_main_cluster[[:space:]]*=.*/create_main_cluster = false/' "$cluster_settings"
    grep -q '^create_main_cluster = false' "$cluster_settings" || printf 'create_main_cluster = false\n' >>"$cluster_settings"
}

cluster_settings_restore() {
    [[ ! -e $cluster_settings.passport-hub ]] || mv "$cluster_settings.passport-hub" "$cluster_settings"
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get install --yes --no-install-recommends \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"
}

# Installs the missing packages of the groups. Root only.
packages_install() {
    local missing
    mapfile -t missing < <(packages_missing "$@")
    ((${#missing[@]} > 0)) || return 0
    trap 'services_allow; cluster_settings_restore' EXIT
    services_forbid
    apt-get update
    if [[ " ${missing[*]} " == *' postgresql-15 '* ]]; then
        local origin=existing
        if [[ " ${missing[*]} " == *' postgresql-common '* ]]; then
            origin=new
            apt_install postgresql-common
        fi
        cluster_settings_refuse "$origin"
    fi
    apt_install "${missing[@]}"
}

# Installs as root or through sudo; without either says what an administrator has to do.
packages_install_with_rights() {
    if ((EUID == 0)); then
        bash "$deploy_directory/packages.sh" install "$@"
    elif command -v sudo >/dev/null; then
        sudo bash "$deploy_directory/packages.sh" install "$@"
    else
        printf 'These packages are missing, and this user is not root and has no sudo:\n  %s\n' \
            "$(packages_missing "$@" | paste -s -d ' ')" >&2
        return 1
    fi
}

# The step of config/up and tests/run: checks, installs what is missing with its output in LOG, says what it did.
packages_ensure() {
    local log=$1 missing
    shift
    begin Packages
    missing=$(packages_missing "$@")
    if [[ -z $missing ]]; then
        finish "all $(packages_wanted "$@" | wc -l) present"
        return
    fi
    announce "installing $(wc -l <<<"$missing") from Debian; a few minutes, no service is started; log: $log"
    run_logged "$log" packages_install_with_rights "$@" || fail "the packages could not be installed: ${missing//$'\n'/ }"
    missing=$(packages_missing "$@")
    [[ -z $missing ]] || fail "still missing after the installation: ${missing//$'\n'/ }"
    finish installed
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    set -euo pipefail
    program_name=packages.sh
    case ${1:-} in
    missing) packages_missing "${@:2}" ;;
    install) packages_install "${@:2}" ;;
    *) fail 'usage: packages.sh missing|install GROUP...' ;;
    esac
fi
