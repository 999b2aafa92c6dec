#pragma once

#include "router/core/handler.hpp"

namespace hub::operations {

// operations.alarm_mail: turns alarm.began and alarm.over into mail.send, the letter that tells an operator what is
// wrong and what to do, or that it is over. English, plain text, times in Japan's. `invalid` with every wrong field
// named when the message is incomplete.
class AlarmMail final : public Translator {
public:
    // `clock` must outlive it.
    explicit AlarmMail(const Clock& clock) : clock_(clock) {}
    Result<Message> translate(const Message& message) const override;

private:
    const Clock& clock_;
};

}  // namespace hub::operations
