/* runtime/loop_hooks.h — of hooks.h: loops that are no loop statement. Each is a csnake_loop like any other: entries are
 * its executions, iterations the executions of its body, and it nests with the loops around and inside.
 *
 *   kind                          one execution                                   one iteration
 *   closed by goto                from reaching the label to leaving the region   each arrival at the label
 *   algorithm of a library        the call of the algorithm                       each call of the function given to it
 *   function that comes again     the outermost call in this thread               each call
 *
 * The last is recursion, and callbacks that post themselves again: there each execution has one iteration, unless the
 * executor runs the callback at once. */
#ifndef CSNAKE_RUNTIME_LOOP_HOOKS_H_
#define CSNAKE_RUNTIME_LOOP_HOOKS_H_

/* Closed by goto. `loop->site` is null while it does not run. */
CSNAKE_INLINE void csnake_goto_leave(csnake_loop* loop) {
  if (loop->site) csnake_top_loop = loop->parent;
  loop->site = 0;
}
CSNAKE_INLINE void csnake_goto_iterate(csnake_path* path, csnake_frame* frame, csnake_site* site, csnake_loop* loop, csnake_u64 keep) {
  if (!loop->site) csnake_enter(path, frame, site, loop);
  csnake_iterate(path, frame, site, loop->slot, keep);
}

/* A function that comes again. `running` belongs to the thread: the counters of its execution, null when there is none. */
typedef struct csnake_again {
  csnake_loop loop;
  csnake_u64** running; /* Null in inner calls. */
} csnake_again;
CSNAKE_INLINE void csnake_again_enter(csnake_path* path, csnake_frame* frame, csnake_site* site, csnake_again* again,
                                      csnake_u64** running) {
  again->running = 0;
  if (!*running) {
    *running = csnake_enter(path, frame, site, &again->loop);
    again->running = running;
  }
  csnake_iterate(path, frame, site, *running, ~(csnake_u64)0);
}
CSNAKE_INLINE void csnake_again_leave(csnake_again* again) {
  if (!again->running) return;
  *again->running = 0;
  csnake_loop_leave(&again->loop);
}

#if defined(__cplusplus) && __cplusplus >= 201103L
/* An algorithm of a library, as long as the full expression with its call. */
struct csnake_algorithm {
  csnake_loop loop;
  csnake_algorithm(csnake_path* path, csnake_frame* frame, csnake_site* site) { csnake_enter(path, frame, site, &loop); }
  csnake_algorithm(const csnake_algorithm&) = delete;
  ~csnake_algorithm() { csnake_loop_leave(&loop); }
};

/* The function given to it. Calls in other threads than the algorithm's are not counted. */
template <class F>
struct csnake_each {
  mutable csnake_path path; /* A copy: it does not change while the algorithm runs. */
  csnake_frame* frame;
  csnake_site* site;
  mutable F function;
  void iterate() const {
    if (csnake_top_loop && csnake_top_loop->site == site) csnake_iterate(&path, frame, site, csnake_top_loop->slot, ~(csnake_u64)0);
  }
  template <class... A>
  auto operator()(A&&... arguments) const -> decltype(function(static_cast<A&&>(arguments)...)) {
    return iterate(), function(static_cast<A&&>(arguments)...);
  }
};
template <class F>
CSNAKE_INLINE csnake_each<F> csnake_for_each(csnake_path* path, csnake_frame* frame, csnake_site* site, F function) {
  return {*path, frame, site, static_cast<F&&>(function)};
}
#endif

#endif
