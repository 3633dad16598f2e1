// A name that breaks the hooks' own declarations: nothing here can be hooked.
typedef int csnake_frame;

int Guarded(int n) {
  if (n < 0) throw 1;
  return n;
}
