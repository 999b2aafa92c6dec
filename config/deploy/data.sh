# shellcheck shell=bash
# What the hub knows at the start: the product's own sample lists, and real lists when they are given. A list is imported
# when it, or its mapping, is not the one imported last.

# shellcheck source=config/deploy/hub.sh
source "$(dirname "${BASH_SOURCE[0]}")/hub.sh"
# shellcheck source=config/deploy/postgresql.sh
source "$(dirname "${BASH_SOURCE[0]}")/postgresql.sh"

# data_import NAME KIND FILE [MAPPING]: KIND is shops, places, or towns or areas, which take no mapping. Refused rows are
# shown; they do not stop the import.
data_import() {
    local name=$1 kind=$2 file=$3 log=$log_directory/import.log checksum readable report code=0
    local -a mapping=()
    [[ -z ${4-} ]] || mapping=(--mapping "$source_root/config/mappings/$4.json")
    begin Data
    [[ -r $file ]] || fail "$file is not there or cannot be read"
    checksum=$(cat -- "$file" "${mapping[@]:1}" | sha256sum | cut -d ' ' -f 1)
    if stamp_is "$import_stamp_directory/$name" "$checksum"; then
        finish "$name is imported already"
        return
    fi
    announce "importing $name from $file"
    readable=$(data_readable "$name" "$file")
    report=$(hub_tool import "$kind" "$readable" "${mapping[@]}" 2>>"$log") || code=$?
    tee -a "$log" <<<"$report" | sed 's/^/    /'
    # 3 is the import's word for "done, but some rows were refused"; which ones it has printed.
    if ((code != 0 && code != 3)); then
        show_log_tail "$log"
        fail "$file could not be imported"
    fi
    data_remember "$name" "$checksum"
    if ((code == 3)); then finish "$name imported, except the rows above"; else finish "$name imported"; fi
}

# data_remember NAME CHECKSUM
data_remember() {
    as_service mkdir -p "$import_stamp_directory"
    printf '%s\n' "$2" | write_file "$import_stamp_directory/$1" 644 || true
}

# data_run_sql NAME FILE: a list that no import command takes, as statements of the database's owner.
data_run_sql() {
    local name=$1 file=$2 log=$log_directory/import.log checksum
    begin Data
    checksum=$(sha256sum <"$file")
    if stamp_is "$import_stamp_directory/$name" "$checksum"; then
        finish "$name are there already"
        return
    fi
    postgresql_owner_console <"$file" >>"$log" 2>&1 || {
        show_log_tail "$log"
        fail "$file could not be run"
    }
    data_remember "$name" "$checksum"
    finish "$name are in the database"
}

# The path under which the hub's user can read FILE: a copy when the original is closed to it.
data_readable() {
    local copy=$run_directory/import-$1.csv
    if run_as "$(checkout_user)" test -r "$2"; then
        printf '%s' "$2"
    else
        write_file "$copy" 600 <"$2" || true
        printf '%s' "$copy"
    fi
}

data_import_samples() {
    data_import 'sample shops' shops "$source_root/config/sample_data/shops.csv" sample_shops
    data_import 'sample places' places "$source_root/config/sample_data/places.csv" sample_places
    data_run_sql 'sample applications' "$source_root/config/sample_data/applications.sql"
    # SQL has no key: the program seals the addresses that it brought.
    run_logged "$log_directory/migrate.log" hub_tool migrate || fail 'the sample addresses could not be sealed'
    data_run_sql 'sample articles' "$source_root/config/sample_data/articles.sql"
}

# data_import_optional NAME KIND FILE [MAPPING]: as data_import, unless the file is not there.
data_import_optional() {
    [[ ! -e $3 ]] || data_import "$@"
}

# data_import_real DIRECTORY
data_import_real() {
    data_import 'Yaizu coupon shops' shops "$1/shops/yaizu_digital_coupon_20260128.csv" yaizu_coupon
    data_import 'stations' places "$1/osaka/station.csv" stations
    data_import_optional 'towns' towns "$1/osaka/geolonia_addresses_osaka.tar.gz"
    data_import_optional 'boundaries' areas "$1/osaka/boundary_N03-21_27_210101.geojson"
    data_import_optional 'Osaka facilities' facilities "$1/osaka/mapnavoskdat_shisetsuall.csv.gz" osaka_mapnav
    data_import_optional 'Osaka landmarks' places "$1/osaka/mapnavoskdat_shisetsuall.csv.gz" osaka_mapnav_landmarks
    data_import_optional 'Yaizu baby stations' facilities "$1/shops/yaizu_baby_station.csv" yaizu_baby_station
    data_import_optional 'Yaizu parks' facilities "$1/facilities/yaizu_park_info.csv" yaizu_park_info
    data_import_optional 'Yaizu preschools' facilities "$1/facilities/yaizu_preschool.csv" yaizu_preschool
    data_import_optional 'Yaizu child-rearing support centers' facilities \
        "$1/facilities/yaizu_child_rearing_support_center.csv" yaizu_child_rearing_support_center
}

# The question to try, which depends on what is in the database.
data_question() {
    if [[ -e "$import_stamp_directory/Yaizu coupon shops" ]]; then
        printf '焼津駅の近くで使えるお店は？'
    else
        printf '梅田駅の近くで使えるお店は？'
    fi
}
