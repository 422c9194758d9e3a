; Inno Setup 6.3 or newer: the installer for Windows, for one user, without administrator's rights.
;
;   python packaging\build.py bundle
;   iscc /DVersion=0.1.0 packaging\windows\tweenboard.iss        writes dist\Tweenboard-0.1.0-setup.exe
;
; It was written for the bundle that packaging/build.py makes and has not been run on Windows by the project yet.

#ifndef Version
  #error Give the version on the command line: /DVersion=0.1.0
#endif
#define Bundle "..\..\build\dist\tweenboard"
#if !FileExists(AddBackslash(SourcePath) + Bundle + "\tweenboard.exe")
  #error There is no bundle yet: python packaging/build.py bundle
#endif

[Setup]
AppId={{6C0E6A5B-5C3B-4E0B-9D55-5457454E0001}
AppName=Tweenboard
AppVersion={#Version}
AppPublisher=The Tweenboard authors
DefaultDirName={localappdata}\Programs\Tweenboard
DefaultGroupName=Tweenboard
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=Tweenboard-{#Version}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
ChangesEnvironment=yes
UninstallDisplayIcon={app}\tweenboard.exe

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "path"; Description: "Find the command 'tween' everywhere (adds its folder to PATH)"; Flags: unchecked

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; An earlier version's files must not lie among this one's.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\Tweenboard"; Filename: "{app}\tweenboard.exe"; AppUserModelID: "io.github.tweenboard.Tweenboard"
Name: "{userdesktop}\Tweenboard"; Filename: "{app}\tweenboard.exe"; Tasks: desktopicon

[Registry]
Root: HKCU; Subkey: "Software\Classes\.tween"; ValueType: string; ValueData: "Tweenboard.Film"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\Tweenboard.Film"; ValueType: string; ValueData: "Tweenboard film"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Tweenboard.Film\DefaultIcon"; ValueType: string; ValueData: "{app}\tweenboard.exe,0"
Root: HKCU; Subkey: "Software\Classes\Tweenboard.Film\shell\open\command"; ValueType: string; ValueData: """{app}\tweenboard.exe"" ""%1"""
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: LacksPath(ExpandConstant('{app}'))

[Run]
Filename: "{app}\tweenboard.exe"; Description: "{cm:LaunchProgram,Tweenboard}"; Flags: nowait postinstall skipifsilent

[Code]
function LacksPath(Folder: string): Boolean;
var
  Now: string;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Now) then
    Now := '';
  Result := Pos(';' + Lowercase(Folder) + ';', ';' + Lowercase(Now) + ';') = 0;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Now, Folder: string;
begin
  if Step <> usPostUninstall then
    exit;
  { What was set up for drawing, models, styles and films are a person's own and stay. }
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Now) then
    exit;
  { With a mark at its end, so that no folder whose name only begins with this one is touched. }
  Folder := ';' + ExpandConstant('{app}') + ';';
  Now := Now + ';';
  if StringChangeEx(Now, Folder, ';', True) > 0 then
    RegWriteExpandStringValue(HKCU, 'Environment', 'Path', Copy(Now, 1, Length(Now) - 1));
end;
