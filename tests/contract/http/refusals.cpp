#include "tests/contract/http/raw_case.hpp"

// Each row is a known way of making two HTTP implementations disagree about where a request ends or what it says.
namespace hub::test {
namespace {

using namespace std::string_literals;

const std::string kPost = "POST /echo HTTP/1.1\r\nHost: hub.test\r\n";
// What an attacker would like to be taken for the next request.
const std::string kHidden = "GET /hidden HTTP/1.1\r\nHost: hub.test\r\n\r\n";

RawCase refused(std::string name, std::string bytes, int status = 400) {
    return {std::move(name), std::move(bytes), {status}};
}

RawCase post_refused(std::string name, const std::string& headers, const std::string& body, int status = 400) {
    return refused(std::move(name), kPost + headers + "\r\n" + body, status);
}

RawCase chunks_refused(std::string name, const std::string& body, int status = 400) {
    return post_refused(std::move(name), "Transfer-Encoding: chunked\r\n", body, status);
}

RawCase get_refused(std::string name, const std::string& request_line, int status = 400) {
    return refused(std::move(name), request_line + "\r\nHost: hub.test\r\n\r\n", status);
}

RawCase header_refused(std::string name, const std::string& header, int status = 400) {
    return refused(std::move(name), "GET /echo HTTP/1.1\r\nHost: hub.test\r\n" + header + "\r\n\r\n", status);
}

}  // namespace

std::vector<RawCase> framing_refusals() {
    return {
        // What the packaged Beast accepts.
        post_refused("unknown_coding_xchunked", "Transfer-Encoding: xchunked\r\n", kHidden),
        post_refused("chunked_then_gzip", "Transfer-Encoding: chunked, gzip\r\n", kHidden),
        post_refused("unknown_coding_before_length", "Transfer-Encoding: foo\r\nContent-Length: 5\r\n", "hello"),
        post_refused("length_before_unknown_coding", "Content-Length: 5\r\nTransfer-Encoding: foo\r\n", "hello"),
        post_refused("gzip_then_chunked", "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n", 501),
        refused("http_1_0_with_chunked",
                "POST /echo HTTP/1.0\r\nHost: hub.test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + kHidden),
        chunks_refused("line_feed_in_quoted_chunk_extension", "5;a=\"\n\"\r\nhello\r\n0\r\n\r\n"),
        post_refused("repeated_equal_length", "Content-Length: 5\r\nContent-Length: 5\r\n", "hello"),
        post_refused("comma_joined_length", "Content-Length: 5, 5\r\n", "hello"),
        post_refused("zero_padded_length", "Content-Length: 05\r\n", "hello"),
        post_refused("folded_transfer_encoding", "Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"),
        post_refused("folded_length", "Content-Length: 5\r\n 6\r\n", "hello"),
        // Regression cases.
        post_refused("length_and_chunked", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        post_refused("chunked_and_length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"),
        post_refused("different_lengths", "Content-Length: 5\r\nContent-Length: 6\r\n", "hello"),
        post_refused("signed_length", "Content-Length: +5\r\n", "hello"),
        post_refused("negative_length", "Content-Length: -1\r\n", ""),
        post_refused("hexadecimal_length", "Content-Length: 0x5\r\n", "hello"),
        post_refused("empty_length", "Content-Length:\r\n", ""),
        post_refused("length_with_inner_blank", "Content-Length: 1 2\r\n", "hello"),
        post_refused("length_with_underscore", "Content-Length: 1_0\r\n", "hello"),
        post_refused("length_beyond_64_bits", "Content-Length: 99999999999999999999\r\n", ""),
        post_refused("length_with_fraction", "Content-Length: 5.0\r\n", "hello"),
        post_refused("empty_coding", "Transfer-Encoding:\r\n", ""),
        post_refused("identity_coding", "Transfer-Encoding: identity\r\n", ""),
        post_refused("chunked_twice", "Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"),
        post_refused("chunked_in_two_lines", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                     "0\r\n\r\n"),
        post_refused("coding_and_chunked_in_two_lines", "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
                     "0\r\n\r\n"),
        post_refused("quoted_chunked", "Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"),
        post_refused("chunked_with_parameter", "Transfer-Encoding: chunked;q=1\r\n", "0\r\n\r\n"),
        post_refused("leading_comma_chunked", "Transfer-Encoding: , chunked\r\n", "0\r\n\r\n"),
        post_refused("trailing_comma_chunked", "Transfer-Encoding: chunked,\r\n", "0\r\n\r\n"),
        post_refused("vertical_tab_before_chunked", "Transfer-Encoding: \vchunked\r\n", "0\r\n\r\n"),
        post_refused("blank_before_coding_colon", "Transfer-Encoding : chunked\r\n", "0\r\n\r\n"),
        post_refused("blank_before_length_colon", "Content-Length : 5\r\n", "hello"),
        chunks_refused("chunk_extension", "5;name=value\r\nhello\r\n0\r\n\r\n"),
        chunks_refused("bare_semicolon_extension", "5;\r\nhello\r\n0\r\n\r\n"),
        chunks_refused("last_chunk_extension", "0;a\r\n\r\n"),
        chunks_refused("long_chunk_extension", "5;" + std::string(65536, 'a') + "\r\nhello\r\n0\r\n\r\n"),
        chunks_refused("chunk_overrun", "3\r\nhello\r\n0\r\n\r\n"),
        chunks_refused("chunk_underrun", "6\r\nhello\r\n0\r\n\r\n"),
        chunks_refused("chunk_size_with_prefix", "0x5\r\nhello\r\n0\r\n\r\n"),
        chunks_refused("chunk_size_signed", "+5\r\nhello\r\n0\r\n\r\n"),
        chunks_refused("chunk_size_negative", "-5\r\nhello\r\n0\r\n\r\n"),
        chunks_refused("chunk_size_empty", "\r\nhello\r\n0\r\n\r\n"),
        chunks_refused("chunk_size_blank_before", " 5\r\nhello\r\n0\r\n\r\n"),
        chunks_refused("chunk_size_blank_after", "5 \r\nhello\r\n0\r\n\r\n"),
        chunks_refused("chunk_size_not_hexadecimal", "g\r\nhello\r\n0\r\n\r\n"),
        chunks_refused("chunk_size_nine_digits", "000000005\r\nhello\r\n0\r\n\r\n"),
        chunks_refused("chunk_size_huge", "ffffffffffffffff1\r\nhello\r\n0\r\n\r\n"),
        chunks_refused("chunk_size_beyond_limit", "ffffffff\r\nhello\r\n0\r\n\r\n", 413),
        chunks_refused("chunk_size_ends_in_line_feed", "5\nhello\r\n0\r\n\r\n"),
        chunks_refused("chunk_data_ends_in_line_feed", "5\r\nhello\n0\r\n\r\n"),
        chunks_refused("chunk_data_ends_in_carriage_return", "5\r\nhello\r0\r\n\r\n"),
        chunks_refused("last_chunk_ends_in_line_feed", "0\n\n"),
        chunks_refused("trailer_ends_in_line_feed", "0\r\nA: b\n\r\n"),
        chunks_refused("trailer_folded", "0\r\nA: b\r\n c\r\n\r\n"),
        chunks_refused("trailer_without_colon", "0\r\nnonsense\r\n\r\n"),
        chunks_refused("trailer_with_nul", "0\r\nA: b\0c\r\n\r\n"s),
        {"body_cut_short", kPost + "Content-Length: 5\r\n\r\nhel", {400}, false, {}, true},
        {"chunks_cut_short", kPost + "Transfer-Encoding: chunked\r\n\r\n5\r\nhel", {400}, false, {}, true},
        {"head_cut_short", "GET /echo HTTP/1.1\r\nHost: hub.t", {400}, false, {}, true},
    };
}

std::vector<RawCase> head_refusals() {
    return {
        refused("no_host", "GET /echo HTTP/1.1\r\n\r\n"),
        header_refused("two_hosts", "Host: other.test"),
        header_refused("two_equal_hosts", "Host: hub.test"),
        refused("empty_host", "GET /echo HTTP/1.1\r\nHost:\r\n\r\n"),
        refused("host_with_user", "GET /echo HTTP/1.1\r\nHost: a@hub.test\r\n\r\n"),
        refused("host_with_path", "GET /echo HTTP/1.1\r\nHost: hub.test/path\r\n\r\n"),
        refused("host_list", "GET /echo HTTP/1.1\r\nHost: a.test, b.test\r\n\r\n"),
        refused("host_with_blank", "GET /echo HTTP/1.1\r\nHost: a b\r\n\r\n"),
        refused("host_with_bad_port", "GET /echo HTTP/1.1\r\nHost: hub.test:80x\r\n\r\n"),
        refused("host_folded", "GET /echo HTTP/1.1\r\nHost: hub.test\r\n\tother.test\r\n\r\n"),
        get_refused("fragment_in_target", "GET /echo#part HTTP/1.1"),
        get_refused("raw_high_byte_in_target", "GET /\xe3\x81\x82 HTTP/1.1"),
        get_refused("high_byte_in_query", "GET /echo?q=\xff HTTP/1.1"),
        get_refused("nul_in_target", "GET /ec\0ho HTTP/1.1"s),
        get_refused("tab_in_target", "GET /ec\tho HTTP/1.1"),
        get_refused("delete_in_target", "GET /ec\x7fho HTTP/1.1"),
        get_refused("backslash_in_target", "GET /a\\echo HTTP/1.1"),
        get_refused("quote_in_target", "GET /echo?q=\"a\" HTTP/1.1"),
        get_refused("angle_bracket_in_target", "GET /echo?q=<a> HTTP/1.1"),
        get_refused("broken_escape", "GET /echo?q=%zz HTTP/1.1"),
        get_refused("cut_escape", "GET /echo?q=%4 HTTP/1.1"),
        get_refused("escaped_nul", "GET /echo%00 HTTP/1.1"),
        get_refused("escaped_bad_utf8_in_path", "GET /%c0%af HTTP/1.1"),
        get_refused("dot_segment", "GET /./echo HTTP/1.1"),
        get_refused("double_dot_segment", "GET /a/../echo HTTP/1.1"),
        get_refused("escaped_dot_segment", "GET /a/%2e%2e/echo HTTP/1.1"),
        get_refused("half_escaped_dot_segment", "GET /a/.%2E/echo HTTP/1.1"),
        get_refused("escaped_slash", "GET /a%2fecho HTTP/1.1"),
        get_refused("escaped_backslash", "GET /a%5cecho HTTP/1.1"),
        get_refused("escaped_line_feed_in_path", "GET /a%0aecho HTTP/1.1"),
        get_refused("target_without_slash", "GET echo HTTP/1.1"),
        get_refused("asterisk_with_get", "GET * HTTP/1.1"),
        get_refused("absolute_form_with_other_host", "GET http://other.test/echo HTTP/1.1"),
        get_refused("absolute_form_with_user", "GET http://me@hub.test/echo HTTP/1.1"),
        get_refused("absolute_form_of_other_scheme", "GET ftp://hub.test/echo HTTP/1.1"),
        get_refused("authority_form", "CONNECT hub.test:443 HTTP/1.1"),
        get_refused("two_blanks_in_request_line", "GET  /echo HTTP/1.1"),
        get_refused("blank_before_method", " GET /echo HTTP/1.1"),
        get_refused("blank_after_version", "GET /echo HTTP/1.1 "),
        get_refused("tab_between", "GET\t/echo\tHTTP/1.1"),
        get_refused("no_version", "GET /echo"),
        get_refused("only_method", "GET"),
        get_refused("lower_case_version", "GET /echo http/1.1"),
        get_refused("long_version", "GET /echo HTTP/1.10"),
        get_refused("method_with_bracket", "G(T /echo HTTP/1.1"),
        get_refused("version_1_2", "GET /echo HTTP/1.2", 505),
        get_refused("version_2_0", "GET /echo HTTP/2.0", 505),
        refused("http_2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        refused("http_0_9", "GET /echo\r\n"),
        refused("two_blank_lines_first", "\r\n\r\nGET /echo HTTP/1.1\r\nHost: hub.test\r\n\r\n"),
        refused("line_feed_first", "\nGET /echo HTTP/1.1\r\nHost: hub.test\r\n\r\n"),
        refused("tls_hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s),
        refused("bare_line_feeds", "GET /echo HTTP/1.1\nHost: hub.test\n\n"),
        refused("bare_line_feed_after_header", "GET /echo HTTP/1.1\r\nHost: hub.test\nA: b\r\n\r\n"),
        refused("bare_line_feed_at_end", "GET /echo HTTP/1.1\r\nHost: hub.test\r\n\n"),
        refused("bare_carriage_return_in_line", "GET /echo HTTP/1.1\rHost: hub.test\r\n\r\n"),
        header_refused("carriage_return_in_value", "A: b\rc"),
        header_refused("two_carriage_returns", "A: b\r"),
        header_refused("nul_in_value", "A: b\0c"s),
        header_refused("vertical_tab_in_value", "A: b\vc"),
        header_refused("delete_in_value", "A: b\x7f"),
        header_refused("nul_in_name", "A\0B: c"s),
        header_refused("blank_before_colon", "A : b"),
        header_refused("tab_before_colon", "A\t: b"),
        header_refused("empty_name", ": b"),
        header_refused("no_colon", "nonsense"),
        header_refused("blank_in_name", "A B: c"),
        header_refused("high_byte_in_name", "\xc3\xa4: c"),
        header_refused("folded_line", "A: b\r\n c"),
        header_refused("folded_with_tab", "A: b\r\n\tc"),
        refused("fold_before_first_header", "GET /echo HTTP/1.1\r\n Host: hub.test\r\nHost: hub.test\r\n\r\n"),
        header_refused("unknown_expectation", "Expect: the-moon", 417),
        header_refused("two_expectations", "Expect: 100-continue\r\nExpect: 100-continue", 417),
    };
}

std::vector<RawCase> repeat_refusals() {
    const auto twice = [](std::string name, const std::string& first, const std::string& second) {
        return RawCase{std::move(name),
                       "GET /echo HTTP/1.1\r\nHost: hub.test\r\n" + first + "\r\n" + second + "\r\n\r\n",
                       {400},
                       true};
    };
    return {
        twice("two_cookies", "Cookie: a=b", "Cookie: c=d"),
        twice("two_proofs", "X-CSRF-Token: good", "x-csrf-token: wrong"),
        twice("two_origins", "Origin: https://hub.test", "Origin: https://evil.test"),
        twice("two_referers", "Referer: https://hub.test/", "Referer: https://evil.test/"),
        twice("two_content_types", "Content-Type: application/json", "Content-Type: text/plain"),
        twice("two_equal_authorizations", "Authorization: Bearer a", "Authorization: Bearer a"),
        twice("two_sites", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"),
        post_refused("two_content_types_of_a_body",
                     "Content-Type: application/json\r\nContent-Type: a/b\r\nContent-Length: 5\r\n", "hello"),
        post_refused("gzip_content", "Content-Encoding: gzip\r\nContent-Length: 5\r\n", "hello", 415),
        post_refused("identity_and_gzip_content",
                     "Content-Encoding: identity\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n", "hello", 415),
        post_refused("identity_then_br_content", "Content-Encoding: identity, br\r\nContent-Length: 5\r\n", "hello",
                     415),
        post_refused("gzip_content_in_chunks", "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
                     "5\r\nhello\r\n0\r\n\r\n", 415),
    };
}

}  // namespace hub::test
