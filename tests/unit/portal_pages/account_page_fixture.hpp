#pragma once

#include "portal/server/caller.hpp"
#include "tests/unit/portal_pages/page_fixture.hpp"

namespace hub::portal {

// Pages as somebody with a session sees them, and their forms.
class AccountPageTest : public PageTest {
protected:
    HttpResponse post(const std::string& path, std::string body, HttpHeaders headers = {}) {
        HttpRequest request;
        request.target = path;
        request.headers = std::move(headers);
        request.body = std::move(body);
        request.peer = "192.0.2.9";
        return send("POST", path, std::move(request));
    }
    HttpResponse get_as(const std::string& path) {
        HttpRequest request;
        request.target = path;
        request.headers = {{"Cookie", cookie}};
        return send("GET", path, std::move(request));
    }
    static std::string header(const HttpResponse& response, const char* name) {
        return std::string(find_header(response.headers, name).value_or("none"));
    }
    const std::string token = std::string(43, 't');
    const std::string cookie = "__Host-passport_session=" + token;
    const std::string proof = "csrf=" + csrf_token(token);
};

}  // namespace hub::portal
