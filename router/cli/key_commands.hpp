#pragma once

#include "router/cli/commands.hpp"

// passport-hub key …: the keys with which other systems use the API.
namespace hub::cli {

struct KeyOptions {
    std::string name;
    std::vector<std::string> scopes;
    int days = 365;
    std::int64_t key_id = 0;
    std::string by = "operator";
    bool yes = false;  // nobody is asked
};

int create_key(const CommonOptions& common, const KeyOptions& options);
int list_keys(const CommonOptions& common, const KeyOptions& options);
int revoke_key(const CommonOptions& common, const KeyOptions& options);

}  // namespace hub::cli
