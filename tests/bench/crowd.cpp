// A crowd: each line of standard input is the body of a POST on a connection of its own, all sent at once. So cheap
// that on the machine of the hub it takes little from it.
//   hub_crowd PORT TARGET < bodies      one line of JSON: {"seconds": until the last answer, "statuses": {"200": 517,
//   ...}}
// Each comes from an address of its own by what X-Forwarded-For says.
#include <chrono>
#include <iostream>
#include <list>
#include <map>
#include <string>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

std::string request_of(const std::string& target, const std::string& body, unsigned number) {
    const auto address = "10.1." + std::to_string(number >> 8 & 255) + "." + std::to_string(number & 255);
    return "POST " + target +
           " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\n" +
           "X-Forwarded-For: " + address + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

class Person {
public:
    Person(asio::io_context& context, std::string request, std::map<std::string, int>& statuses)
        : socket_(context), request_(std::move(request)), statuses_(statuses) {}

    void connect(const tcp::endpoint& hub) { socket_.connect(hub); }

    void ask() {
        asio::async_write(socket_, asio::buffer(request_), [this](const error_code& error, std::size_t) {
            if (error) return finish(error.message());
            asio::async_read(socket_, asio::dynamic_buffer(answer_),
                             [this](const error_code&, std::size_t) { finish(status()); });
        });
    }

private:
    std::string status() const {
        constexpr std::string_view kStart = "HTTP/1.1 ";
        return answer_.starts_with(kStart) ? answer_.substr(kStart.size(), 3) : "no answer";
    }
    void finish(const std::string& outcome) { ++statuses_[outcome]; }

    tcp::socket socket_;
    const std::string request_;
    std::string answer_;
    std::map<std::string, int>& statuses_;
};

int run(unsigned short port, const std::string& target) {
    asio::io_context context(1);
    std::map<std::string, int> statuses;
    std::list<Person> crowd;
    const tcp::endpoint hub(asio::ip::address_v4::loopback(), port);
    for (std::string body; std::getline(std::cin, body);) {
        crowd.emplace_back(context, request_of(target, body, static_cast<unsigned>(crowd.size())), statuses);
        crowd.back().connect(hub);
    }
    const auto begin = std::chrono::steady_clock::now();
    for (auto& person : crowd) person.ask();
    context.run();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    std::cout << "{\"seconds\": " << taken.count() << ", \"statuses\": {";
    const char* comma = "";
    for (const auto& [status, count] : statuses) {
        std::cout << comma << '"' << status << "\": " << count;
        comma = ", ";
    }
    std::cout << "}}\n";
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "usage: hub_crowd PORT TARGET < bodies\n";
        return 2;
    }
    try {
        return run(static_cast<unsigned short>(std::stoul(arguments[1])), arguments[2]);
    } catch (const std::exception& error) {
        std::cerr << "hub_crowd: " << error.what() << "\n";
        return 1;
    }
}
