#include "queues/work_list.hpp"

namespace hub::queues {

std::string is_in(State state, const std::string& delivery) {
    const std::string word(to_string(state));
    const std::string of_state = delivery + ".state = '" + word + "'";
    const std::string list = delivery + ".work_list = ";
    switch (state) {
        case State::pending: return "(" + list + "'waiting' OR " + list + "'active' AND " + of_state + ")";
        case State::leased:
        case State::sending: return list + "'active' AND " + of_state;
        case State::sent: break;
        case State::failed:
        case State::unknown:
        case State::parked: return list + "'" + word + "'";
    }
    return of_state;
}

}  // namespace hub::queues
