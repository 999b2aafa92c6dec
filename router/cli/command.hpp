#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "router/cli/commands.hpp"

namespace hub::cli {

// What the help of every command ends with: the exit codes, and where logs go.
const char* command_footer();

// Adds a command with the options that all commands have; when it is chosen, `function` runs and `exit_code` becomes
// what it returns. The references must outlive the parsing.
CLI::App* add_command(CLI::App& parent, CommonOptions& common, int& exit_code, const char* name,
                      const char* description, std::function<int()> function);

// passport-hub import …, places …, agent …, questions …, audit …, accounts …, personal-data …, staff …, key …,
// purge; `common` and `exit_code` as above.
void add_lists(CLI::App& application, CommonOptions& common, int& exit_code);
void add_agent(CLI::App& application, CommonOptions& common, int& exit_code);
void add_questions(CLI::App& application, CommonOptions& common, int& exit_code);
void add_audit(CLI::App& application, CommonOptions& common, int& exit_code);
void add_accounts(CLI::App& application, CommonOptions& common, int& exit_code);
void add_personal_data(CLI::App& application, CommonOptions& common, int& exit_code);
void add_purge(CLI::App& application, CommonOptions& common, int& exit_code);
void add_staff(CLI::App& application, CommonOptions& common, int& exit_code);
void add_keys(CLI::App& application, CommonOptions& common, int& exit_code);

}  // namespace hub::cli
