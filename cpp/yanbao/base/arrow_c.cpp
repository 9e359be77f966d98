#include "yanbao/base/arrow_c.hpp"

#include <vector>

namespace yanbao {

namespace {

using TablePtr = std::shared_ptr<const ColumnTable>;
constexpr std::int64_t nullable_flag = 2;

const char* format_of(ColumnType type) {
    switch (type) {
    case ColumnType::utf8: return "u";
    case ColumnType::float64: return "g";
    case ColumnType::int64: return "l";
    case ColumnType::boolean: return "b";
    case ColumnType::date32: return "tdD";
    }
    return "n";
}

// What one exported node owns; children are owned by their parent but released one by one, as the interface asks.
struct SchemaNode {
    TablePtr table;
    std::vector<ArrowSchema> nodes;
    std::vector<ArrowSchema*> children;
};
struct ArrayNode {
    TablePtr table;
    std::vector<const void*> buffers;
    std::vector<ArrowArray> nodes;
    std::vector<ArrowArray*> children;
};

template<class Node, class Arrow>
void release(Arrow* a) {
    for (std::int64_t i = 0; i < a->n_children; ++i)
        if (a->children[i]->release) a->children[i]->release(a->children[i]);
    delete static_cast<Node*>(a->private_data);
    a->release = nullptr;
}

struct Stream {
    TablePtr table;
    bool done = false;
};

} // namespace

void export_schema(const TablePtr& table, ArrowSchema* out) {
    auto node = std::make_unique<SchemaNode>();
    node->table = table;
    node->nodes.resize(table->columns().size());
    for (std::size_t i = 0; i < node->nodes.size(); ++i) {
        const Column& column = table->columns()[i];
        // a child shares ownership of its own: a consumer may move it out and release it after its parent
        auto own = std::make_unique<SchemaNode>();
        own->table = table;
        node->nodes[i] = {format_of(column.type()),
                          column.name().c_str(),
                          nullptr,
                          nullable_flag,
                          0,
                          nullptr,
                          nullptr,
                          release<SchemaNode, ArrowSchema>,
                          own.release()};
        node->children.push_back(&node->nodes[i]);
    }
    *out = {"+s",
            "",
            nullptr,
            0,
            static_cast<std::int64_t>(node->children.size()),
            node->children.data(),
            nullptr,
            release<SchemaNode, ArrowSchema>,
            nullptr};
    out->private_data = node.release();
}

void export_array(const TablePtr& table, ArrowArray* out) {
    auto node = std::make_unique<ArrayNode>();
    const auto length = static_cast<std::int64_t>(table->rows());
    node->table = table;
    node->buffers = {nullptr};
    node->nodes.resize(table->columns().size());
    for (std::size_t i = 0; i < node->nodes.size(); ++i) {
        const Column& column = table->columns()[i];
        auto own = std::make_unique<ArrayNode>();
        own->table = table;
        own->buffers = column.buffers();
        node->nodes[i] = {length,
                          static_cast<std::int64_t>(column.null_count()),
                          0,
                          static_cast<std::int64_t>(own->buffers.size()),
                          0,
                          own->buffers.data(),
                          nullptr,
                          nullptr,
                          release<ArrayNode, ArrowArray>,
                          nullptr};
        node->nodes[i].private_data = own.release();
        node->children.push_back(&node->nodes[i]);
    }
    *out = {length,
            0,
            0,
            1,
            static_cast<std::int64_t>(node->children.size()),
            node->buffers.data(),
            node->children.data(),
            nullptr,
            release<ArrayNode, ArrowArray>,
            nullptr};
    out->private_data = node.release();
}

void export_stream(TablePtr table, ArrowArrayStream* out) {
    out->get_schema = [](ArrowArrayStream* s, ArrowSchema* schema) {
        export_schema(static_cast<Stream*>(s->private_data)->table, schema);
        return 0;
    };
    out->get_next = [](ArrowArrayStream* s, ArrowArray* array) {
        auto& stream = *static_cast<Stream*>(s->private_data);
        if (stream.done)
            *array = {}; // a released array marks the end
        else
            export_array(stream.table, array);
        stream.done = true;
        return 0;
    };
    out->get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
    out->release = [](ArrowArrayStream* s) {
        delete static_cast<Stream*>(s->private_data);
        s->release = nullptr;
    };
    out->private_data = new Stream{std::move(table), false};
}

} // namespace yanbao
