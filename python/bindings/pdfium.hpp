#pragma once
// PDFium's own functions, called where pypdfium2's library has them: no header and no second copy of it is needed.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace yanbao::python {

/// The C interface, as its public headers declare it.
struct Pdfium {
    struct Rect {
        float left = 0, top = 0, right = 0, bottom = 0;
    };
    struct Matrix {
        float a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
    };
    using Handle = void*;

    Handle (*load_document)(const void*, std::size_t, const char*);
    unsigned long (*last_error)();
    void (*close_document)(Handle);
    int (*page_count)(Handle);
    Handle (*load_page)(Handle, int);
    void (*close_page)(Handle);
    int (*page_box)(Handle, Rect*);
    int (*page_rotation)(Handle);
    int (*page_objects)(Handle);
    Handle (*page_object)(Handle, int);
    int (*object_type)(Handle);
    int (*object_bounds)(Handle, float*, float*, float*, float*);
    int (*object_matrix)(Handle, Matrix*);
    int (*form_objects)(Handle);
    Handle (*form_object)(Handle, unsigned long);
    Handle (*load_text)(Handle);
    void (*close_text)(Handle);
    int (*count_chars)(Handle);
    unsigned int (*unicode)(Handle, int);
    int (*is_guessed)(Handle, int);
    int (*is_generated)(Handle, int);
    int (*loose_box)(Handle, int, Rect*);
    int (*origin)(Handle, int, double*, double*);
    int (*matrix)(Handle, int, Matrix*);
    double (*font_size)(Handle, int);
    Handle (*make_bitmap)(int, int, int);
    int (*fill)(Handle, int, int, int, int, unsigned long);
    void (*render)(Handle, Handle, int, int, int, int, int, int);
    void* (*pixels)(Handle);
    int (*stride)(Handle);
    void (*free_bitmap)(Handle);

    /// Throws UnknownName where the library lacks a function.
    explicit Pdfium(const std::map<std::string, std::uintptr_t>& addresses);

    /// PDFium is not thread-safe: whoever calls it holds this.
    static std::mutex& lock();
};

} // namespace yanbao::python
