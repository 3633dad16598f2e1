#pragma once

int Step(int n);
int Check(int n);
