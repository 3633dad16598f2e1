#ifdef __cplusplus
extern "C"
#endif
int Part(int n);
