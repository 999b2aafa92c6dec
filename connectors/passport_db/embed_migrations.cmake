# Writes the migrations as C++ into OUTPUT: cmake -D OUTPUT=file.cpp -D DIRECTORY=migrations -P embed_migrations.cmake
# A file is called NNNN_name.sql; numbers start at 1 and have no gaps.

file(GLOB files ${DIRECTORY}/*.sql)
list(SORT files)
set(entries "")
set(expected 0)
foreach(file IN LISTS files)
    get_filename_component(stem "${file}" NAME_WE)
    if(NOT stem MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)$")
        message(FATAL_ERROR "${file}: a migration is called NNNN_name.sql")
    endif()
    set(number ${CMAKE_MATCH_1})
    set(name ${CMAKE_MATCH_2})
    string(REGEX REPLACE "^0+" "" number "${number}")
    math(EXPR expected "${expected} + 1")
    if(NOT number EQUAL expected)
        message(FATAL_ERROR "${file}: migration number ${expected} is expected here")
    endif()
    file(READ "${file}" text)
    string(APPEND entries "        {${number}, \"${name}\", R\"migration(${text})migration\"},\n")
endforeach()

file(WRITE ${OUTPUT} "#include \"connectors/passport_db/migration_texts.hpp\"

namespace hub::passport_db {

const std::vector<MigrationText>& migration_texts() {
    static const std::vector<MigrationText> texts = {
${entries}    };
    return texts;
}

}  // namespace hub::passport_db
")
