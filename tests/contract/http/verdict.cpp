#include "tests/contract/http/verdict.hpp"

#include <array>

#include "portal/server/request_gate.hpp"
#include "tests/support/raw_connection.hpp"

namespace hub::test {
namespace {

using portal::RequestGate;

boost::asio::awaitable<HttpResponse> echo(Record* record, HttpRequest request) {
    record->add(request);
    HttpResponse response;
    response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    response.body = request.body;
    co_return response;
}

std::string line_of(const HttpRequest& request) { return request.method + " " + request.target + " " + request.body; }

std::string whole(const RawCase& raw) { return raw.bytes + (raw.ends ? "" : kCanary); }

std::vector<bool> head_requests(const std::vector<std::string>& handled) {
    std::vector<bool> heads;
    for (const auto& line : handled) heads.push_back(line.starts_with("HEAD "));
    return heads;
}

// Does with the gate what a session does, without answering.
void run(RequestGate& gate, std::string_view bytes, Verdict& verdict) {
    while (!verdict.closed) {
        const auto need = gate.feed(bytes);
        if (need == RequestGate::Need::bytes) return;
        if (need == RequestGate::Need::send_continue) {
            gate.continue_sent();
            return;
        }
        verdict.closed = !gate.keeps_alive();
        if (need == RequestGate::Need::endpoint) {
            verdict.handled.push_back(line_of(gate.take_request()));
            verdict.statuses.push_back(200);
        } else {
            verdict.statuses.push_back(gate.answer().status);
        }
        if (!verdict.closed) gate.reset();
    }
}

}  // namespace

std::ostream& operator<<(std::ostream& stream, const Verdict& verdict) {
    stream << "statuses";
    for (const int status : verdict.statuses) stream << " " << status;
    stream << (verdict.closed ? ", closed" : ", open");
    for (const auto& line : verdict.handled) stream << ", handled [" << line.substr(0, 80) << "]";
    return stream;
}

Verdict expected(const RawCase& raw) {
    Verdict verdict{raw.statuses, raw.handled, true};
    if (raw.goes_on) {
        verdict.statuses.push_back(200);
        verdict.handled.push_back("GET /canary ");
    }
    return verdict;
}

void Record::add(const HttpRequest& request) {
    const std::lock_guard lock(mutex_);
    seen_.push_back(line_of(request));
}

std::vector<std::string> Record::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(seen_, {});
}

std::vector<HttpEndpoint> recording_endpoints(Record& record) {
    const HttpHandler handler = [&record](HttpRequest request, Deadline) { return echo(&record, std::move(request)); };
    return {{"GET", "/echo", handler},         {"POST", "/echo", handler},  {"POST", "/small", handler, 64},
            {"GET", "/items/{item}", handler}, {"GET", "/canary", handler}, {"GET", "/hidden", handler}};
}

Verdict judge_in_process(const RawCase& raw, std::size_t cut) {
    Record unused;
    static const portal::RouteMap routes(recording_endpoints(unused));
    RequestGate gate(routes, {});
    Verdict verdict;
    const auto bytes = whole(raw);
    run(gate, std::string_view(bytes).substr(0, cut), verdict);
    if (cut < bytes.size()) run(gate, std::string_view(bytes).substr(cut), verdict);
    if (raw.ends && !verdict.closed) {
        if (gate.in_head() || gate.in_body()) {
            gate.end_of_stream();
            verdict.statuses.push_back(gate.answer().status);
        }
        verdict.closed = true;
    }
    return verdict;
}

Verdict judge_on_socket(std::uint16_t port, Record& record, const RawCase& raw, std::size_t cut) {
    const auto bytes = whole(raw);
    RawConnection connection(port);
    if (connection.send(std::string_view(bytes).substr(0, cut))) connection.send(std::string_view(bytes).substr(cut));
    if (raw.ends) connection.finish_sending();
    const auto received = connection.read_to_end();  // ends only when the server closes
    Verdict verdict;
    verdict.handled = record.take();
    verdict.closed = true;
    for (const auto& response : split_responses(received, head_requests(verdict.handled)))
        if (response.status >= 200) verdict.statuses.push_back(response.status);
    return verdict;
}

}  // namespace hub::test
