#include "router/cli/compose_members.hpp"

namespace hub::cli {

Result<std::unique_ptr<Members>> Members::make(const Settings& settings, Transactions& transactions, const Clock& clock,
                                               std::function<int()> workers) {
    auto key = members::MemberKey::from_hex(settings.member_link_key);
    if (!key) return key.error();
    return std::unique_ptr<Members>(new Members(settings, std::move(*key), transactions, clock, std::move(workers)));
}

Members::Members(const Settings& settings, members::MemberKey key, Transactions& transactions, const Clock& clock,
                 std::function<int()> workers)
    : sessions_(session_store_, transactions, clock),
      passwords_(clock),
      attempts_({settings.redis_host, settings.redis_port}, clock, std::move(workers)),
      services_{key, member_store_, session_store_, sessions_, passwords_, attempts_, transactions, clock},
      provisional_(services_),
      link_(services_),
      register_(services_),
      login_(services_),
      logout_(services_),
      me_(services_),
      session_list_(services_),
      end_sessions_(services_),
      registration_mail_(settings.public_base_url, std::move(key), clock) {
    const std::map<std::string, Handler*> behind{
        {"member.provisional", &provisional_}, {"member.link", &link_},
        {"member.register", &register_},       {"member.login", &login_},
        {"member.logout", &logout_},           {"member.me", &me_},
        {"member.sessions", &session_list_},   {"member.end_sessions", &end_sessions_}};
    for (const auto& [name, handler] : behind) gates_.try_emplace(name, *handler, sessions_);
}

std::map<std::string, Handler*> Members::handlers() {
    std::map<std::string, Handler*> all;
    for (auto& [name, gate] : gates_) all.emplace(name, &gate);
    return all;
}

std::map<std::string, const Translator*> Members::translators() const {
    return {{"members.registration_mail", &registration_mail_}};
}

}  // namespace hub::cli
