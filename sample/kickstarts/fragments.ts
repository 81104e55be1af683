/** What several images share, by file name. Others include these; nothing is built from them alone. */
export const FRAGMENTS: Readonly<Record<string, string>> = {
  "aurora-repo.ks": `# Where packages come from on a released branch.
repo --name=aurora --mirrorlist=https://mirrors.aurora.example.org/mirrorlist?repo=aurora-$releasever&arch=$basearch
repo --name=updates --mirrorlist=https://mirrors.aurora.example.org/mirrorlist?repo=updates-$releasever&arch=$basearch
url --mirrorlist=https://mirrors.aurora.example.org/mirrorlist?repo=aurora-$releasever&arch=$basearch
`,
  "aurora-repo-main.ks": `# Where packages come from before there is a branch.
repo --name=main --mirrorlist=https://mirrors.aurora.example.org/mirrorlist?repo=main&arch=$basearch
url --mirrorlist=https://mirrors.aurora.example.org/mirrorlist?repo=main&arch=$basearch
`,
  "aurora-live-base.ks": `# What every live image has.
# Each image adds its desktop; aurora-live-minimization.ks takes away what a live image has no use for.

lang en_US.UTF-8
keyboard us
timezone Etc/UTC
selinux --enforcing
firewall --enabled --service=mdns
xconfig --startxonboot
zerombr
clearpart --all
services --enabled=NetworkManager,ModemManager --disabled=sshd
network --bootproto=dhcp --device=link --activate
rootpw --lock --iscrypted locked
shutdown

%include aurora-repo-main.ks

%packages
@base-x
@core
@fonts
@hardware-support
@input-methods
@multimedia
@standard

# Explicitly here, so that the installer's copy is not the only one
kernel
kernel-modules
kernel-modules-extra

# The live system itself
dracut-config-generic
dracut-live
anaconda-live
livesys-scripts
aurora-release

# Comes with @standard, and nobody mounts one here
-gfs2-utils
-@dial-up
glibc-all-langpacks
%end

%post
# Units of a live session
systemctl enable livesys.service livesys-late.service
systemctl enable tmp.mount

# Random numbers are made on first boot
rm -f /var/lib/systemd/random-seed
rm -f /etc/machine-id
touch /etc/machine-id

cat > /etc/aurora-live.conf << 'EOC'
# Written by aurora-live-base.ks
session=auto
EOC
%end

%post --nochroot
cp "$INSTALL_ROOT"/usr/share/licenses/aurora-release/* "$LIVE_ROOT"/
%end
`,
  "aurora-live-minimization.ks": `# What a live image has no use for.
%packages
-@admin-tools
-PackageKit-gstreamer-plugin
-aspell-*
-hplip-libs
-man-pages-*
-perl-interpreter
%end
`,
  "aurora-live-labs.ks": `# What the labs have in common: a desktop that stays out of the way.
%include aurora-live-base.ks
%include aurora-live-minimization.ks
%include aurora-xfce-packages.ks

part / --size 8192 --fstype ext4

%post
sed -i 's/^livesys_session=.*/livesys_session="xfce"/' /etc/sysconfig/livesys
%end
`,
  "aurora-xfce-packages.ks": `%packages
@networkmanager-submodules
@xfce-desktop
@xfce-apps
@xfce-media
system-config-printer
-xfce4-sensors-plugin
-gnome-keyring-pam.i686
%end
`,
  "aurora-plasma-packages.ks": `%packages
@^plasma-desktop-environment
@plasma-apps --optional
plasma-welcome-aurora
-@admin-tools
-ktorrent
-tracker*
%end
`,
  "aurora-disk-base.ks": `# What every disk image has: nothing that asks, and a root file system that grows.
text
lang en_US.UTF-8
keyboard us
timezone Etc/UTC
selinux --enforcing
rootpw --lock --iscrypted locked
network --bootproto=dhcp --device=link --activate --onboot=on
firewall --disabled
bootloader --timeout=1 --append="no_timer_check net.ifnames=0 console=tty1 console=ttyS0,115200n8"
services --enabled=sshd
zerombr
clearpart --all --initlabel
part /boot --size 512 --fstype ext4
part / --size 3000 --fstype ext4 --grow
poweroff

%include aurora-repo-main.ks

%packages --exclude-weakdeps
@core
kernel-core
aurora-release
dracut-config-generic
-dracut-config-rescue
-firewalld
-plymouth
-linux-firmware
%end

%post --erroronfail --log=/root/disk-base.log
set -eux
# Nothing of this machine may be found on another
rm -f /etc/ssh/ssh_host_*
truncate -s 0 /etc/machine-id /etc/resolv.conf
echo "Packages within this image"
rpm -qa | sort
%end
`,
  "aurora-arm-base.ks": `# What images for boards have: firmware, and a partition that their boot ROMs can read.
lang en_US.UTF-8
keyboard us
timezone Etc/UTC
selinux --enforcing
firewall --enabled --service=mdns,ssh
services --enabled=sshd,NetworkManager,chronyd,initial-setup
rootpw --lock --iscrypted locked
zerombr
clearpart --all --initlabel --disklabel=gpt
part /boot/efi --fstype=efi --size=500
part /boot --fstype=ext4 --size=1000
part / --fstype=ext4 --size=3000 --grow
shutdown

%include aurora-repo-main.ks

%packages
@arm-tools
@core
@hardware-support
kernel
chrony
initial-setup
uboot-images-armv8
%end

%post
# The clock of most boards stands still without power
systemctl enable systemd-timesyncd
%end
`,
  "snippets/motd.ks": `# To be included where somebody signs in.
%post --interpreter=/usr/bin/python3
from pathlib import Path
Path("/etc/motd").write_text("Aurora, made from a kickstart\\n")
%end
`,
};
