/* errors.h: error numbers. Functions return 0 or a negative errno; these are the ones that errno.h lacks. */
#ifndef RAFTKV_ERRORS_H_
#define RAFTKV_ERRORS_H_

#include <errno.h>

#define RK_ENOTLEADER 1001 /* Another node leads; ask there. */
#define RK_ENOLEADER 1002  /* Nobody leads at the moment. */

#endif /* RAFTKV_ERRORS_H_ */
