/* runtime/csnake.h — for test frameworks and harnesses that CSnake has no adapter for: marks the part of a test in
 * which a fault may be injected. Needs a program that was linked by csnake-cc or csnake-c++.
 *
 *   csnake_body_begin();   after set-up
 *   ... the test ...
 *   csnake_body_end();     before tear-down
 *
 * Calls nest; the outermost pair counts. Any thread; a fault may fire in every thread while the window is open. */
#ifndef CSNAKE_RUNTIME_CSNAKE_H_
#define CSNAKE_RUNTIME_CSNAKE_H_

#ifdef __cplusplus
extern "C" {
#endif

void csnake_body_begin(void);
void csnake_body_end(void);

#ifdef __cplusplus
}
#endif

#endif
