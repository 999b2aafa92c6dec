#include "connectors/dialogflow/wire_format.hpp"

#include "connectors/dialogflow/cx_detect_intent_wire.hpp"
#include "connectors/dialogflow/cx_session.hpp"
#include "connectors/dialogflow/cx_webhook_wire.hpp"
#include "connectors/dialogflow/session_path.hpp"
#include "connectors/dialogflow/webhook_wire.hpp"

namespace hub::dialogflow {
namespace {

constexpr std::string_view kCheckSession = "health-check";

std::string es_check_url(const DialogflowSettings& settings) {
    return session_url(settings, kCheckSession, "/contexts");
}

std::string cx_check_url(const DialogflowSettings& settings) {
    return cx::session_url(settings, kCheckSession, "/entityTypes");
}

Result<std::string> write_es_response(std::string_view reply, const WebhookCall& call) {
    return write_webhook_response(reply, call.session);
}

}  // namespace

const WireFormat& wire_format(Edition edition) {
    static const WireFormat es{to_detect_intent,     from_detect_intent, es_check_url,
                               read_webhook_request, write_es_response,  webhook_text_response};
    static const WireFormat cx{cx::to_detect_intent,     cx::from_detect_intent,     cx_check_url,
                               cx::read_webhook_request, cx::write_webhook_response, cx::webhook_text_response};
    return edition == Edition::cx ? cx : es;
}

}  // namespace hub::dialogflow
