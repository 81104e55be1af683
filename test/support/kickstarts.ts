/** A small repository of kickstarts, with the includes that such repositories have. All of them are fit for F43. */
export const MADE_KICKSTARTS: Readonly<Record<string, string>> = {
  "aurora-live.ks": `# The live image
%include aurora-base.ks
%include aurora-desktop.ks

part / --size 8192 --fstype ext4
network --bootproto=dhcp --device=link --activate

%packages
# The desktop
@^aurora-desktop-environment
aurora-welcome
-aurora-help
%end

%post --nochroot --erroronfail
# outside
cp -a README "$INSTALL_ROOT/" # don't ask
%end
`,
  "aurora-base.ks": `#version=F43
lang en_US.UTF-8
keyboard --vckeymap=us
timezone Etc/UTC --utc
firewall --enabled --service=mdns
selinux --enforcing
services --enabled=NetworkManager,sshd --disabled=cups
rootpw --lock
bootloader --append="quiet rhgb" # what the kernel is told

%include aurora-repo.ks

%packages --exclude-weakdeps
@core
kernel
dracut-live
-fprintd-pam
%include aurora-tools.inc
%end

%post
cat > /etc/motd << 'EOF'
%welcome to Aurora
EOF
systemctl enable livesys.service
%end
`,
  "aurora-desktop.ks": `%packages
@base-x
@fonts --optional
@multimedia --nodefaults
firefox
kde-*
glibc.i686
%end
`,
  "aurora-repo.ks": `repo --name=aurora --mirrorlist=https://mirrors.example.org/?repo=aurora&arch=$basearch
url --mirrorlist=https://mirrors.example.org/?repo=aurora&arch=$basearch
`,
  "aurora-tools.inc": `
# tools that every image has
vim-minimal
-nano
less
`,
};
