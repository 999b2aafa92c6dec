#include "router/cli/account_key_guard.hpp"

#include "connectors/passport_db/account_key_mark.hpp"

namespace hub::cli {

boost::asio::awaitable<Result<void>> AccountKeyGuard::run(Job job, Deadline deadline) {
    return behind_.run(guarded(std::move(job)), deadline);
}

boost::asio::awaitable<Result<void>> AccountKeyGuard::run_statement(Job job, Deadline deadline) {
    return behind_.run_statement(guarded(std::move(job)), deadline);
}

Result<void> AccountKeyGuard::look(UnitOfWork& unit_of_work) {
    auto fits = passport_db::account_key_fits(unit_of_work, seal_);
    fits_ = fits.ok();
    return fits;
}

AccountKeyGuard::Job AccountKeyGuard::guarded(Job job) {
    return [this, job = std::move(job)](UnitOfWork& unit_of_work) -> Result<void> {
        if (!fits_)
            if (auto fits = look(unit_of_work); !fits) {
                // Whoever asked did nothing wrong, and may ask again.
                auto error = fits.error();
                error.kind = ErrorKind::transient;
                return error;
            }
        return job(unit_of_work);
    };
}

}  // namespace hub::cli
