#include "tests/contract/http/raw_case.hpp"

// The limits of portal/server/request_limits.hpp, and of the test's endpoint: 64 bytes of body at /small.
namespace hub::test {
namespace {

constexpr std::size_t kHead = 16 * 1024;
constexpr std::size_t kTarget = 8 * 1024;
constexpr std::size_t kHeaders = 100;
constexpr std::size_t kBody = 64;
constexpr std::size_t kTrailers = 8 * 1024;

std::size_t beside(std::size_t limit, int difference) {
    return static_cast<std::size_t>(static_cast<long>(limit) + difference);
}

std::string at(const char* what, int difference) {
    return std::string(what) + (difference < 0 ? "_one_below" : difference == 0 ? "_at_limit" : "_one_above");
}

RawCase judged(std::string name, std::string bytes, int difference, int refusal, std::string handled) {
    if (difference > 0) return {std::move(name), std::move(bytes), {refusal}};
    return {std::move(name), std::move(bytes), {200}, true, {std::move(handled)}};
}

RawCase target(int difference) {
    std::string path = "/echo?q=";
    path.append(beside(kTarget, difference) - path.size(), 'a');
    return judged(at("target", difference), "GET " + path + " HTTP/1.1\r\nHost: hub.test\r\n\r\n", difference, 414,
                  "GET " + path + " ");
}

RawCase head(int difference) {
    const std::string start = "GET /echo HTTP/1.1\r\nHost: hub.test\r\nA: ";
    const auto filler = beside(kHead, difference) - start.size() - 4;
    return judged(at("head", difference), start + std::string(filler, 'a') + "\r\n\r\n", difference, 431, "GET /echo ");
}

RawCase header_count(int difference) {
    std::string bytes = "GET /echo HTTP/1.1\r\nHost: hub.test\r\n";
    for (std::size_t count = 2; count <= beside(kHeaders, difference); ++count) bytes += "A: b\r\n";
    return judged(at("header_count", difference), bytes + "\r\n", difference, 431, "GET /echo ");
}

RawCase body(int difference) {
    const std::string content(beside(kBody, difference), 'b');
    return judged(at("body", difference),
                  "POST /small HTTP/1.1\r\nHost: hub.test\r\nContent-Length: " + std::to_string(content.size()) +
                      "\r\n\r\n" + content,
                  difference, 413, "POST /small " + content);
}

RawCase chunked_body(int difference) {
    std::string chunks;
    for (std::size_t count = 0; count < beside(kBody, difference); ++count) chunks += "1\r\nc\r\n";
    const std::string content(beside(kBody, difference), 'c');
    return judged(at("chunked_body", difference),
                  "POST /small HTTP/1.1\r\nHost: hub.test\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n",
                  difference, 413, "POST /small " + content);
}

RawCase trailers(int difference) {
    const auto filler = beside(kTrailers, difference) - 7;  // "A: " and two line ends
    return judged(at("trailers", difference),
                  "POST /small HTTP/1.1\r\nHost: hub.test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: " +
                      std::string(filler, 't') + "\r\n\r\n",
                  difference, 431, "POST /small ");
}

}  // namespace

std::vector<RawCase> limit_cases() {
    std::vector<RawCase> cases;
    for (const int difference : {-1, 0, 1})
        for (const auto make : {target, head, header_count, body, chunked_body, trailers})
            cases.push_back(make(difference));
    cases.push_back({"target_64_k", "GET /" + std::string(65536, 'a') + " HTTP/1.1\r\nHost: hub.test\r\n\r\n", {414}});
    cases.push_back({"endless_request_line", std::string(40000, 'a'), {414}});
    cases.push_back({"cookie_64_k",
                     "GET /echo HTTP/1.1\r\nHost: hub.test\r\nCookie: " + std::string(65536, 'a') + "\r\n\r\n",
                     {431}});
    std::string long_method(33, 'A');
    long_method += " /echo HTTP/1.1\r\nHost: hub.test\r\n\r\n";
    cases.push_back({"long_method", long_method, {501}});
    cases.push_back({"length_of_a_terabyte",
                     "POST /small HTTP/1.1\r\nHost: hub.test\r\nContent-Length: 1099511627776\r\n\r\n",
                     {413}});
    cases.push_back({"expect_continue_too_large",
                     "POST /small HTTP/1.1\r\nHost: hub.test\r\nExpect: 100-continue\r\nContent-Length: 65\r\n\r\n",
                     {413}});
    return cases;
}

std::vector<RawCase> all_raw_cases() {
    std::vector<RawCase> all;
    for (auto& part : {framing_refusals(), head_refusals(), repeat_refusals(), accepted_requests(), limit_cases()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace hub::test
