#pragma once
// The Arrow C data interface (arrow.apache.org/docs/format/CDataInterface.html): a ColumnTable leaves the core as
// a struct array whose buffers stay where they are; the last release frees the table.

#include "yanbao/base/column.hpp"

#include <memory>

extern "C" {
struct ArrowSchema {
    const char* format;
    const char* name;
    const char* metadata;
    std::int64_t flags;
    std::int64_t n_children;
    ArrowSchema** children;
    ArrowSchema* dictionary;
    void (*release)(ArrowSchema*);
    void* private_data;
};
struct ArrowArray {
    std::int64_t length;
    std::int64_t null_count;
    std::int64_t offset;
    std::int64_t n_buffers;
    std::int64_t n_children;
    const void** buffers;
    ArrowArray** children;
    ArrowArray* dictionary;
    void (*release)(ArrowArray*);
    void* private_data;
};
struct ArrowArrayStream {
    int (*get_schema)(ArrowArrayStream*, ArrowSchema* out);
    int (*get_next)(ArrowArrayStream*, ArrowArray* out);
    const char* (*get_last_error)(ArrowArrayStream*);
    void (*release)(ArrowArrayStream*);
    void* private_data;
};
}

namespace yanbao {

/// Fills `*schema` and `*array`, which the consumer owns and releases; both keep `table` alive.
void export_schema(const std::shared_ptr<const ColumnTable>& table, ArrowSchema* schema);
void export_array(const std::shared_ptr<const ColumnTable>& table, ArrowArray* array);
/// A stream of one batch.
void export_stream(std::shared_ptr<const ColumnTable> table, ArrowArrayStream* stream);

} // namespace yanbao
