# Writes the migrations as C++ into OUTPUT: cmake -D OUTPUT=file.cpp -D DIRECTORY=migrations -P embed_migrations.cmake
# A file is called NNNN_name.sql, and no number is used twice. A number may be missing: work that is not finished has
# reserved it, and migrate applies it when it comes.

file(GLOB files ${DIRECTORY}/*.sql)
list(SORT files)
set(entries "")
set(previous 0)
foreach(file IN LISTS files)
    get_filename_component(stem "${file}" NAME_WE)
    if(NOT stem MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)$")
        message(FATAL_ERROR "${file}: a migration is called NNNN_name.sql")
    endif()
    set(number ${CMAKE_MATCH_1})
    set(name ${CMAKE_MATCH_2})
    string(REGEX REPLACE "^0+" "" number "${number}")
    if(NOT number GREATER previous)
        message(FATAL_ERROR "${file}: there is a migration ${number} already, or it is 0")
    endif()
    set(previous ${number})
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
