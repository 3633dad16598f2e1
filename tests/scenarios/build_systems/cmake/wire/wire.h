#pragma once
#ifndef WIRE_EXPORT
#define WIRE_EXPORT
#endif
WIRE_EXPORT int Send(int n);
