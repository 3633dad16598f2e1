#pragma once
int Put(int n);
