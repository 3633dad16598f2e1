export module m;
export int One() { return 1; }
