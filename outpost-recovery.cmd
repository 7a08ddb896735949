@echo off
rem The operator's command on Windows. Finds a JDK 25 or newer, builds what is missing on first use, and runs it.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0outpost-recovery.ps1" %*
exit /b %ERRORLEVEL%
