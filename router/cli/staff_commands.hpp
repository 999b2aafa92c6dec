#pragma once

#include "router/cli/commands.hpp"

// passport-hub staff …: the first administrator, and what an operator does when nobody else can.
namespace hub::cli {

struct StaffOptions {
    std::string name;
    std::string mail;
    std::string role = "administrator";
    std::int64_t staff_id = 0;
    std::string by = "operator";
    bool print_link = false;  // instead of mailing it
    bool yes = false;         // nobody is asked
};

int invite_staff(const CommonOptions& common, const StaffOptions& options);
int list_staff(const CommonOptions& common, const StaffOptions& options);
int suspend_staff(const CommonOptions& common, const StaffOptions& options);
int reset_staff_authenticator(const CommonOptions& common, const StaffOptions& options);

// An error of the rules about staff and keys in the operators' words; `by` is who was named.
Error in_english(Error error, const std::string& by);

}  // namespace hub::cli
