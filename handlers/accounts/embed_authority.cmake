# Writes the table of authority as C++ into OUTPUT: cmake -D OUTPUT=file.cpp -D CONTRACT=openapi.json -P embed_authority.cmake
# It has a row for each message type: the x-roles of the operations that become such messages.

file(READ ${CONTRACT} text)
string(JSON paths GET "${text}" paths)
string(JSON path_count LENGTH "${paths}")
math(EXPR last_path "${path_count} - 1")
set(types "")
foreach(path_index RANGE ${last_path})
    string(JSON path MEMBER "${paths}" ${path_index})
    string(JSON methods GET "${paths}" "${path}")
    string(JSON method_count LENGTH "${methods}")
    math(EXPR last_method "${method_count} - 1")
    foreach(method_index RANGE ${last_method})
        string(JSON method MEMBER "${methods}" ${method_index})
        string(JSON type ERROR_VARIABLE answered_by_others GET "${methods}" ${method} x-message-type)
        if(answered_by_others)
            continue()
        endif()
        string(JSON roles ERROR_VARIABLE missing GET "${methods}" ${method} x-roles)
        if(missing)
            message(FATAL_ERROR "${CONTRACT}: ${method} ${path} does not say in x-roles who may ask")
        endif()
        string(REGEX REPLACE "[][\n ]" "" roles "${roles}")
        if(DEFINED "roles_of_${type}" AND NOT "${roles_of_${type}}" STREQUAL "${roles}")
            message(FATAL_ERROR "${CONTRACT}: ${method} ${path} gives ${type} to others than another operation does")
        endif()
        set("roles_of_${type}" "${roles}")
        list(APPEND types ${type})
    endforeach()
endforeach()

list(REMOVE_DUPLICATES types)
list(SORT types)
set(rows "")
foreach(type IN LISTS types)
    string(APPEND rows "        {\"${type}\", {${roles_of_${type}}}},\n")
endforeach()

file(WRITE ${OUTPUT} "#include \"handlers/accounts/authority.hpp\"

namespace hub::accounts {

std::span<const Permission> permissions() {
    static constexpr Permission table[] = {
${rows}    };
    return table;
}

}  // namespace hub::accounts
")
