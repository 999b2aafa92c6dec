# shellcheck shell=bash
# The secrets: one file each, mode 0600, made once and kept. A real one (Google's service account file, a Maps key) is
# put in place by overwriting the file.

# shellcheck source=config/deploy/state.sh
source "$(dirname "${BASH_SOURCE[0]}")/state.sh"

# secret_ensure NAME COMMAND...: what COMMAND prints becomes the secret NAME, unless there is one.
secret_ensure() {
    local name=$1
    shift
    [[ ! -s $secrets_directory/$name ]] || return 0
    "$@" | write_file "$secrets_directory/$name" 600
}

random_hex() { openssl rand -hex "$1"; }

# A service account key file in Google's shape, with a fresh key, for the sandbox.
service_account_new() {
    local key
    key=$(openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 2>/dev/null | awk '{ printf "%s\\n", $0 }')
    cat <<ACCOUNT
{
  "type": "service_account",
  "project_id": "passport-hub-sandbox",
  "private_key_id": "$(random_hex 20)",
  "private_key": "$key",
  "client_email": "sandbox@passport-hub-sandbox.iam.gserviceaccount.com",
  "client_id": "100000000000000000000",
  "auth_uri": "http://$(reachable_address "$PASSPORT_HUB_SANDBOX")/oauth/authorize",
  "token_uri": "http://$(reachable_address "$PASSPORT_HUB_SANDBOX")/oauth/token"
}
ACCOUNT
}

# The sandbox may listen elsewhere today. A real account's file is left alone.
service_account_follow_sandbox() {
    local file=$secrets_directory/dialogflow_service_account
    grep -q '"project_id": "passport-hub-sandbox"' "$file" || return 0
    sed -E "s#^(  \"(auth|token)_uri\": \")http://[^/]*/#\1http://$(reachable_address "$PASSPORT_HUB_SANDBOX")/#" "$file" |
        write_file "$file" 600 || true
}

secrets_ensure() {
    secret_ensure database_owner_password random_hex 24
    secret_ensure database_application_password random_hex 24
    secret_ensure conversation_key random_hex 32
    secret_ensure account_key random_hex 32
    secret_ensure card_signing_key random_hex 32
    secret_ensure webhook_password random_hex 24
    secret_ensure webhook_header_token random_hex 24
    secret_ensure google_maps_key random_hex 20
    secret_ensure dialogflow_service_account service_account_new
    service_account_follow_sandbox
}
