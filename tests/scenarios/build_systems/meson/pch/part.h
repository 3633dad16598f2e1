#include <stdexcept>
