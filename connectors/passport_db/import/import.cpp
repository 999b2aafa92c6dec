#include "connectors/passport_db/import/import.hpp"

#include <pqxx/pqxx>

#include "connectors/passport_db/list_batch.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kMostRows = 100'000;  // they are in memory together
constexpr std::size_t kRowsATransaction = 1000;
constexpr std::size_t kRowsAStatement = 250;
constexpr int kFewRows = 10;  // so many may always be closed

// A list that was opened, with its mapping.
struct OpenList {
    std::unique_ptr<TableSource> table;
    RowReader reader;
    std::string source;
    bool partial = false;
};

Result<OpenList> open_list(const ImportRequest& request, ListKind kind) {
    auto mapping = read_mapping(request.mapping_file);
    if (!mapping) return mapping.error();
    if (mapping->kind != kind)
        return Error{ErrorKind::invalid, "import.kind",
                     "the mapping " + request.mapping_file.string() + " is for " + name_of(mapping->kind)};
    if (request.month) mapping->month = request.month;
    if (!mapping->month) mapping->month = month_in_name(request.file.filename().string());
    TableLimits limits;
    limits.rows = kMostRows;
    auto table = open_table(request.file, mapping->form, limits);
    if (!table) return table.error();
    auto source = mapping->source;
    const bool partial = mapping->partial;
    auto reader = RowReader::make(std::move(*mapping), (*table)->header());
    if (!reader) return reader.error();
    return OpenList{std::move(*table), std::move(*reader), std::move(source), partial};
}

CodeLists read_codes(pqxx::transaction_base& transaction) {
    CodeLists lists;
    for (const auto& row :
         transaction.exec("SELECT kind, code, name FROM master WHERE kind IN ('genre', 'tokuten', 'facility')")) {
        const auto kind = row[0].as<std::string>();
        auto& codes = kind == "genre" ? lists.genres : kind == "tokuten" ? lists.benefits : lists.facilities;
        const auto code = row[1].as<std::string>();
        codes[row[2].as<std::string>()] = code;
        codes.emplace(code, code);
    }
    return lists;
}

void read_neighbours(pqxx::transaction_base& transaction, const char* query, const std::string& source,
                     DuplicateFinder& stored) {
    for (const auto& row : transaction.exec_params(query, source)) {
        ListedThing thing{row[0].as<std::string>(), row[2].as<std::string>("")};
        if (!row[3].is_null()) thing.position = catalog::Position{row[3].as<double>(), row[4].as<double>()};
        stored.add(thing, "登録済み（" + row[1].as<std::string>() + "）");
    }
}

// Brings the good rows of one list into the database.
template <typename Record>
class ListImport {
public:
    ListImport(runtime::Database& database, const ImportRequest& request, Deadline deadline, OpenList list)
        : database_(database), request_(request), deadline_(deadline), list_(std::move(list)) {
        report_.source = list_.source;
        report_.dry_run = request.dry_run;
    }

    Result<ImportReport> run();

private:
    Result<void> read();
    Result<void> store();
    // The records from `begin` on, at most so many as a transaction takes.
    void store_part(UnitOfWork& unit_of_work, std::size_t begin, std::size_t end);
    void store_batch(UnitOfWork& unit_of_work, const std::vector<Record>& batch);
    void close(UnitOfWork& unit_of_work);
    Result<void> in_transaction(const std::function<void(UnitOfWork&)>& work);

    runtime::Database& database_;
    const ImportRequest& request_;
    const Deadline deadline_;
    const OpenList list_;
    ListContents<Record> contents_;
    ImportReport report_;
    int stored_before_ = 0;  // what was stored and open before this import, a dry run as well as a real one
};

// The counts of a transaction that is rolled back do not stay.
template <typename Record>
Result<void> ListImport<Record>::in_transaction(const std::function<void(UnitOfWork&)>& work) {
    const auto before = report_;
    const auto job = [&](UnitOfWork& unit_of_work) {
        report_ = before;
        lock_source(unit_of_work, list_.source);
        work(unit_of_work);
        return Result<void>::success();
    };
    return database_.run_here(job, deadline_);
}

template <typename Record>
Result<void> ListImport<Record>::read() {
    const auto& rules = rules_of<Record>();
    CodeLists codes;
    DuplicateFinder stored(rules.same_mark == nullptr ? "" : rules.same_mark);
    const auto look_up = [&](UnitOfWork& unit_of_work) {
        auto& transaction = runtime::native(unit_of_work);
        codes = read_codes(transaction);
        if (rules.neighbours != nullptr) read_neighbours(transaction, rules.neighbours, list_.source, stored);
        stored_before_ = rules.count(unit_of_work, list_.source);
        return Result<void>::success();
    };
    if (auto looked_up = database_.run_here(look_up, deadline_); !looked_up) return looked_up;
    auto contents = read_rows<Record>(*list_.table, list_.reader, codes, report_);
    if (!contents) return contents.error();
    contents_ = std::move(*contents);
    std::vector<ListedThing> things;
    for (const auto& record : contents_.records) things.push_back(rules.thing(record));
    check_list(things, contents_.lines, rules.same_mark, stored, request_.municipality_at, report_);
    sort_findings(report_);
    return Result<void>::success();
}

template <typename Record>
void ListImport<Record>::store_batch(UnitOfWork& unit_of_work, const std::vector<Record>& batch) {
    const auto& rules = rules_of<Record>();
    const auto differences = rules.compare(unit_of_work, list_.source, batch);
    std::vector<Record> to_store;
    for (std::size_t index = 0; index < batch.size(); ++index) {
        const auto& difference = differences[index];
        ++(difference.is_new ? report_.inserted : difference.nothing() ? report_.unchanged : report_.updated);
        for (const auto& field : difference.fields) ++report_.changes[field];
        if (!difference.nothing()) to_store.push_back(batch[index]);
    }
    // A statement that changes nothing would move the catalog's version all the same.
    if (!to_store.empty() && !request_.dry_run) rules.store(unit_of_work, list_.source, to_store);
}

template <typename Record>
void ListImport<Record>::store_part(UnitOfWork& unit_of_work, std::size_t begin, std::size_t end) {
    for (; begin < end; begin += kRowsAStatement) {
        const auto first = contents_.records.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto last =
            contents_.records.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kRowsAStatement, end));
        store_batch(unit_of_work, std::vector<Record>(first, last));
    }
    if (request_.progress) request_.progress(end, contents_.records.size());
}

template <typename Record>
void ListImport<Record>::close(UnitOfWork& unit_of_work) {
    const auto& rules = rules_of<Record>();
    report_.closing = Closing::left_out;
    if (request_.prune == Prune::never || (list_.partial && request_.prune != Prune::always)) return;
    report_.closing = Closing::key_unknown;
    if (!contents_.every_key_known) return;
    report_.closed = rules.count_others(unit_of_work, list_.source, contents_.present_keys);
    const bool too_many = report_.closed > kFewRows && report_.closed > stored_before_ / 3;
    report_.closing = too_many && request_.prune != Prune::always ? Closing::too_many : Closing::done;
    if (report_.closing == Closing::done && report_.closed > 0 && !request_.dry_run)
        rules.close_others(unit_of_work, list_.source, contents_.present_keys);
}

template <typename Record>
Result<void> ListImport<Record>::store() {
    const auto size = contents_.records.size();
    if (request_.all_or_nothing) {
        return in_transaction([&](UnitOfWork& unit_of_work) {
            for (std::size_t begin = 0; begin < size; begin += kRowsATransaction)
                store_part(unit_of_work, begin, std::min(begin + kRowsATransaction, size));
            close(unit_of_work);
        });
    }
    for (std::size_t begin = 0; begin < size; begin += kRowsATransaction) {
        const auto end = std::min(begin + kRowsATransaction, size);
        auto stored = in_transaction([&](UnitOfWork& unit_of_work) { store_part(unit_of_work, begin, end); });
        if (!stored) return stored;
    }
    return in_transaction([&](UnitOfWork& unit_of_work) { close(unit_of_work); });
}

template <typename Record>
Result<ImportReport> ListImport<Record>::run() {
    if (auto done = read(); !done) return done.error();
    if (request_.all_or_nothing && report_.refused_rows > 0) {
        report_.nothing_stored = true;
        report_.closing = Closing::left_out;
        return report_;
    }
    if (auto done = store(); !done) return done.error();
    return report_;
}

template <typename Record>
Result<ImportReport> import_records(runtime::Database& database, const ImportRequest& request, Deadline deadline,
                                    OpenList list) {
    return ListImport<Record>(database, request, deadline, std::move(list)).run();
}

}  // namespace

Result<ImportReport> import_list(runtime::Database& database, ListKind kind, const ImportRequest& request,
                                 Deadline deadline) {
    auto list = open_list(request, kind);
    if (!list) return list.error();
    switch (kind) {
        case ListKind::shops: return import_records<ShopRecord>(database, request, deadline, std::move(*list));
        case ListKind::facilities: return import_records<FacilityRecord>(database, request, deadline, std::move(*list));
        case ListKind::events: return import_records<EventRecord>(database, request, deadline, std::move(*list));
        case ListKind::places: return import_records<PlaceRecord>(database, request, deadline, std::move(*list));
    }
    return Error{ErrorKind::bug, "import.kind", "no such kind of list"};
}

}  // namespace hub::passport_db
