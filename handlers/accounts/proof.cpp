#include "handlers/accounts/proof.hpp"

namespace hub::accounts {

Result<void> redeem(AccountServices& services, UnitOfWork& unit_of_work, const Proof& proof) {
    if (!proof.link.empty()) {
        const auto used = services.accounts.use_link(unit_of_work, proof.account.kind, LinkPurpose::login, proof.link,
                                                     services.clock.wall());
        if (!used) return used.error();
    }
    if (!proof.password_hash.empty() &&
        !services.accounts.hold_password(unit_of_work, proof.account, proof.password_hash))
        return Error{ErrorKind::unauthenticated, "accounts.login_refused",
                     "このアカウントのパスワードは、いま変更されました。もう一度ログインしてください。"};
    return Result<void>::success();
}

}  // namespace hub::accounts
