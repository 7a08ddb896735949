# The operator's command on Windows. Finds a JDK 25 or newer, builds what is missing on first use, and runs it.
# Works with Windows PowerShell 5.1, which every Windows Server has, and with PowerShell 7.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot

function Get-JavaFeatureVersion([string] $java) {
    if (-not (Test-Path -LiteralPath $java)) { return 0 }
    # java -version writes to the error stream, which would be an error here.
    $previous = $ErrorActionPreference
    $ErrorActionPreference = 'Continue'
    try { $first = (& $java '-version' 2>&1 | Select-Object -First 1).ToString() } finally { $ErrorActionPreference = $previous }
    if ($first -match 'version "(\d+)') { return [int] $Matches[1] }
    return 0
}

function Find-Java {
    $candidates = @()
    if ($env:JAVA_HOME) { $candidates += (Join-Path $env:JAVA_HOME 'bin\java.exe') }
    $onPath = Get-Command 'java.exe' -ErrorAction SilentlyContinue
    if ($onPath) { $candidates += $onPath.Source }
    foreach ($folder in @("$env:ProgramFiles\Eclipse Adoptium", "$env:ProgramFiles\Java", "$env:ProgramFiles\Amazon Corretto", "$env:ProgramFiles\Microsoft", "$env:ProgramFiles\Zulu")) {
        if (Test-Path -LiteralPath $folder) {
            $candidates += Get-ChildItem -LiteralPath $folder -Directory | ForEach-Object { Join-Path $_.FullName 'bin\java.exe' }
        }
    }
    foreach ($candidate in $candidates) {
        # A JDK, not only a runtime: the first use compiles.
        $compiler = Join-Path (Split-Path -Parent $candidate) 'javac.exe'
        if ((Test-Path -LiteralPath $compiler) -and (Get-JavaFeatureVersion $candidate) -ge 25) { return $candidate }
    }
    return ''
}

$java = Find-Java
if (-not $java) {
    [Console]::Error.WriteLine('outpost-recovery needs a JDK 25 or newer, and found none: install one (for instance Temurin 25) or set JAVA_HOME.')
    exit 1
}

$libraries = Join-Path $root 'cli\target\libraries'
$stamp = Join-Path $libraries '.built'
$stale = $true
if (Test-Path -LiteralPath $stamp) {
    $built = (Get-Item -LiteralPath $stamp -Force).LastWriteTimeUtc
    $newer = Get-ChildItem -LiteralPath $root -Recurse -File |
        Where-Object {
            $_.FullName -notmatch '\\target\\' -and $_.LastWriteTimeUtc -gt $built -and
            ($_.Extension -eq '.java' -or $_.Name -eq 'pom.xml' -or $_.Name -like '*.asl.json' -or $_.Name -eq 'protection.yaml' -or $_.FullName -match '\\src\\main\\resources\\')
        } | Select-Object -First 1
    $stale = [bool] $newer
}
if ($stale) {
    if (-not (Get-Command 'mvn.cmd' -ErrorAction SilentlyContinue)) {
        [Console]::Error.WriteLine('outpost-recovery has to be built first, and found no mvn: install Apache Maven 3.8.7 or newer.')
        exit 1
    }
    [Console]::Error.WriteLine('Building outpost-recovery (needed once, and after changes) ...')
    $log = [System.IO.Path]::GetTempFileName()
    Push-Location $root
    try {
        $previous = $ErrorActionPreference
        $ErrorActionPreference = 'Continue'
        & mvn.cmd -B -ntp -q '-Dquick' '-Dmaven.test.skip=true' '-Dspotless.check.skip=true' -pl cli -am package *> $log
        $failed = $LASTEXITCODE -ne 0
        $ErrorActionPreference = $previous
    } finally {
        Pop-Location
    }
    if ($failed) {
        Get-Content -LiteralPath $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        [Console]::Error.WriteLine('The build failed; its output is above.')
        Remove-Item -LiteralPath $log
        exit 1
    }
    Remove-Item -LiteralPath $log
    New-Item -ItemType File -Force -Path $stamp | Out-Null
}

if (-not $env:COLUMNS) {
    try { $env:COLUMNS = [string] [Console]::WindowWidth } catch { $env:COLUMNS = '80' }
}

# Most commands are over before a second compiler would pay; thousands of simulated runs are not.
$machine = if ($args.Count -gt 0 -and $args[0] -eq 'simulate') { @('-XX:+UseParallelGC') } else { @('-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1') }

& $java @machine '-Xshare:auto' '--enable-native-access=ALL-UNNAMED' "-Doutpost-recovery.home=$root" '-cp' "$libraries\*" 'io.github.outpostrecovery.cli.OutpostRecovery' @args
exit $LASTEXITCODE
