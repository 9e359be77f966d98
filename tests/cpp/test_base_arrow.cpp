#include "catch.hpp"

#include "yanbao/base/arrow_c.hpp"

#include <cstring>
#include <string>

using namespace yanbao;

// What a consumer of the C data interface may do; the sanitizers see what is freed twice or never.

namespace {
std::shared_ptr<const ColumnTable> sample() {
    Column names("name", ColumnType::utf8);
    Column values("value", ColumnType::float64);
    Column years("fiscal_year", ColumnType::int64);
    Column flags("repaired", ColumnType::boolean);
    Column days("published", ColumnType::date32);
    for (int i = 0; i < 3; ++i) {
        i == 1 ? names.append_null() : names.append("恒生");
        values.append(i + 0.5);
        years.append(std::int64_t{2023} + i);
        flags.append(i == 2);
        days.append(Date(19000 + i));
    }
    return std::make_shared<const ColumnTable>("facts",
                                               std::vector<Column>{names, values, years, flags, days});
}

template<class Arrow>
void release(Arrow& a) {
    a.release(&a);
    CHECK(a.release == nullptr);
}
} // namespace

TEST_CASE("The schema names every column and its type") {
    ArrowSchema schema;
    export_schema(sample(), &schema);
    REQUIRE(std::string(schema.format) == "+s");
    REQUIRE(schema.n_children == 5);
    const char* names[] = {"name", "value", "fiscal_year", "repaired", "published"};
    const char* formats[] = {"u", "g", "l", "b", "tdD"};
    for (int i = 0; i < 5; ++i) {
        CHECK(std::string(schema.children[i]->name) == names[i]);
        CHECK(std::string(schema.children[i]->format) == formats[i]);
        CHECK((schema.children[i]->flags & 2) == 2); // nullable
    }
    release(schema); // the table itself is gone by now
}

TEST_CASE("The arrays are the columns' own buffers") {
    const auto table = sample();
    ArrowArray array;
    export_array(table, &array);
    REQUIRE(array.length == 3);
    REQUIRE(array.n_children == 5);
    REQUIRE(array.n_buffers == 1);
    for (int i = 0; i < 5; ++i) {
        const Column& column = table->columns()[static_cast<std::size_t>(i)];
        const auto buffers = column.buffers();
        const ArrowArray& child = *array.children[i];
        CHECK(child.length == 3);
        CHECK(child.null_count == (i == 0 ? 1 : 0));
        REQUIRE(child.n_buffers == static_cast<std::int64_t>(buffers.size()));
        CHECK(std::memcmp(child.buffers, buffers.data(), buffers.size() * sizeof(void*)) == 0);
    }
    release(array);
}

TEST_CASE("An exported array outlives its table, and a child that was moved out outlives its parent") {
    ArrowArray array;
    auto table = sample();
    const std::weak_ptr<const ColumnTable> watched = table;
    export_array(table, &array);
    table.reset();
    CHECK_FALSE(watched.expired());

    ArrowArray child = *array.children[1];
    array.children[1]->release = nullptr; // moved, as the interface describes it
    release(array);
    CHECK_FALSE(watched.expired());
    CHECK(static_cast<const double*>(child.buffers[1])[2] == 2.5);
    release(child);
    CHECK(watched.expired());
}

TEST_CASE("A child of a schema can be moved out too") {
    ArrowSchema schema;
    export_schema(sample(), &schema);
    ArrowSchema child = *schema.children[0];
    schema.children[0]->release = nullptr;
    release(schema);
    CHECK(std::string(child.name) == "name");
    release(child);
}

TEST_CASE("A consumer may move the whole array") {
    ArrowArray array;
    export_array(sample(), &array);
    ArrowArray moved;
    std::memcpy(&moved, &array, sizeof moved);
    array.release = nullptr;
    CHECK(static_cast<const std::int64_t*>(moved.children[2]->buffers[1])[0] == 2023);
    release(moved);
}

TEST_CASE("A stream gives one batch, then its end") {
    ArrowArrayStream stream;
    export_stream(sample(), &stream);
    ArrowSchema schema;
    REQUIRE(stream.get_schema(&stream, &schema) == 0);
    CHECK(schema.n_children == 5);
    ArrowArray batch;
    REQUIRE(stream.get_next(&stream, &batch) == 0);
    CHECK(batch.length == 3);
    ArrowArray end;
    REQUIRE(stream.get_next(&stream, &end) == 0);
    CHECK(end.release == nullptr);
    CHECK(stream.get_last_error(&stream) == nullptr);
    release(stream); // the batch stays valid after its stream
    CHECK(static_cast<const double*>(batch.children[1]->buffers[1])[0] == 0.5);
    release(schema);
    release(batch);
}

TEST_CASE("A table without rows or columns is exported as such") {
    ArrowArray array;
    export_array(std::make_shared<const ColumnTable>("none", std::vector<Column>{}), &array);
    CHECK(array.length == 0);
    CHECK(array.n_children == 0);
    release(array);

    ArrowArrayStream unread;
    export_stream(sample(), &unread);
    release(unread);
}
