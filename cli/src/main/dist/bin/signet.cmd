@echo off
rem The signet command: starts ..\lib\signet.jar, or the jar that SIGNET_JAR names, with Java 17 or later.
setlocal
set "jar=%SIGNET_JAR%"
if not defined jar set "jar=%~dp0..\lib\signet.jar"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"

rem Classes as the JVM has them in memory, which Java 19 and later make at the end of a start and check at the next.
set "archive="
if defined LOCALAPPDATA (
  if not exist "%LOCALAPPDATA%\signet\" mkdir "%LOCALAPPDATA%\signet" 2> nul
  if exist "%LOCALAPPDATA%\signet\" set archive=-Xshare:auto -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%LOCALAPPDATA%\signet\signet.jsa"
)
"%java%" -XX:+IgnoreUnrecognizedVMOptions %archive% -Xlog:disable -Xlog:all=error:stderr -jar "%jar%" %*
exit /b %ERRORLEVEL%
