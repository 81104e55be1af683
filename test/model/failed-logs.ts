/** The end of a failed build's log, in the shapes of the tools of Koji's builders. `tells`: the lines that matter. */
export type FailedLog = {
  readonly name: string;
  readonly before: readonly string[];
  readonly tells: readonly string[];
  readonly after: readonly string[];
};

const log = (name: string, text: string): FailedLog => {
  const lines = text.split("\n").slice(1, -1);
  const [from, to] = [lines.indexOf("-->"), lines.indexOf("<--")];
  return { name, before: lines.slice(0, from), tells: lines.slice(from + 1, to), after: lines.slice(to + 1) };
};

/** Between the arrows stands what an excerpt must hold. */
export const FAILED_LOGS: readonly FailedLog[] = [
  log(
    "livemedia-out.log: anaconda finds no package",
    `
2026-03-18 02:09:58,101: Starting automated install...
2026-03-18 02:10:03,480: Checking software selection...
-->
2026-03-18 02:10:04,201: The installation was stopped due to an error which occurred while running in non-interactive cmdline mode.
2026-03-18 02:10:04,201: The exact error message is:
2026-03-18 02:10:04,202:
2026-03-18 02:10:04,202: Non interactive installation failed: No match for argument: plasma-thunderbolt
<--
2026-03-18 02:10:04,203:
2026-03-18 02:10:04,203: The installer will now terminate.
2026-03-18 02:10:05,011: Running anaconda failed: process '['unshare', '--pid', '--kill-child', '--mount', 'anaconda']' exited with status 1
2026-03-18 02:10:05,012: Shutting down log processing
2026-03-18 02:10:05,013: Install failed: novirt_install failed
`,
  ),
  log(
    "livemedia-out.log: a scriptlet fails",
    `
2026-03-18 02:20:01,933: Configuring selinux-policy-targeted.noarch
-->
2026-03-18 02:20:04,480: Error in POSTIN scriptlet in rpm package selinux-policy-targeted
2026-03-18 02:20:04,482: The following error occurred while installing. This is a fatal error and installation will be aborted.
2026-03-18 02:20:04,483: DNF error: Error in POSTIN scriptlet in rpm package selinux-policy-targeted
<--
2026-03-18 02:20:05,012: Shutting down log processing
`,
  ),
  log(
    "livemedia-out.log: the disk of the builder is full",
    `
2026-03-18 02:30:01,933: Running mksquashfs /var/tmp/lmc-work-7tk2/LiveOS
-->
2026-03-18 02:33:40,100: Write failed because No space left on device
2026-03-18 02:33:40,100: FATAL ERROR: Failed to write to output filesystem
Traceback (most recent call last):
  File "/usr/lib/python3.14/site-packages/pylorax/creator.py", line 540, in make_livecd
    runcmd(cmd)
subprocess.CalledProcessError: Command '['mksquashfs', 'LiveOS']' returned non-zero exit status 1.
<--
`,
  ),
  log(
    "anaconda-program.log: a program of the installation is killed",
    `
02:31:12,004 INF program: Running in chroot '/mnt/sysroot'... dracut -f /boot/initramfs-7.0.1-300.fc44.x86_64.img
02:31:12,009 DBG program: dracut[I]: *** Including module: systemd ***
-->
02:35:44,870 INF program: /usr/bin/dracut: line 2861:  1423 Killed                  cpio -H newc -o --quiet
02:35:44,901 INF program: dracut[F]: Creation of /boot/initramfs-7.0.1-300.fc44.x86_64.img failed
02:35:44,954 DBG program: Return code: 1
<--
`,
  ),
  log(
    "oz-x86_64.log: the installation hangs",
    `
2026-03-18 03:02:11,101 DEBUG oz.Guest.FedoraGuest thread(7f42) Message: Waiting for factory-build to finish installing, 6600/7200
-->
2026-03-18 03:07:11,753 ERROR imgfac.Builder.Builder thread(7f42) Message: Exception encountered in _build_image_from_template thread
2026-03-18 03:07:11,753 ERROR imgfac.Builder.Builder thread(7f42) Message: No disk activity in 300 seconds, failing.
Traceback (most recent call last):
  File "/usr/lib/python3.14/site-packages/imgfac/Builder.py", line 132, in _build_image_from_template
    self.os_plugin.create_base_image(self, template, parameters)
  File "/usr/lib/python3.14/site-packages/oz/Guest.py", line 817, in _wait_for_install_finish
    raise oz.OzException.OzException("No disk activity in %d seconds, failing." % (inactivity_timeout))
oz.OzException.OzException: No disk activity in 300 seconds, failing.  Check screenshot at /var/lib/oz/screenshots
<--
2026-03-18 03:07:11,760 DEBUG imgfac.PersistentImage.BaseImage thread(7f42) Message: Getting metadata in class
2026-03-18 03:07:11,761 INFO oz.Guest.FedoraGuest thread(7f42) Message: Cleaning up after install
`,
  ),
  log(
    "oz-indirection.log: the guest does not end",
    `
2026-03-18 03:20:00,000 DEBUG oz.Guest.Guest thread(1) Message: Waiting for the utility image
-->
2026-03-18 03:40:00,000 ERROR imgfac.Builder.Builder thread(1) Message: Guest did not shutdown in time, as reported by libvirt
<--
`,
  ),
  log(
    "image-root.x86_64.log: kiwi finds no package",
    `
[ DEBUG   ]: 02:14:20 | EXEC: [dnf5 --config /image-root/kiwi.conf -y install aurora-release-tablet]
[ DEBUG   ]: 02:14:30 | system: Repositories loaded.
-->
[ DEBUG   ]: 02:14:30 | system: Failed to resolve the transaction:
[ DEBUG   ]: 02:14:30 | system: No match for argument: aurora-release-tablet
[ DEBUG   ]: 02:14:30 | system: You can try to add to command line:
[ DEBUG   ]: 02:14:30 | system:   --skip-unavailable to skip unavailable packages
[ ERROR   ]: 02:14:31 | KiwiInstallPhaseFailed: System package installation failed: Failed to resolve the transaction
<--
[ INFO    ]: 02:14:31 | Cleaning up SystemPrepare instance
[ WARNING ]: 02:14:31 | remove_hierarchy: path /tmp is protected
`,
  ),
  log(
    "image-root.aarch64.log: a script of kiwi's fails",
    `
[ INFO    ]: 04:09:40 | Executing configuration script
-->
[ ERROR   ]: 04:09:58 | KiwiScriptFailed: config.sh failed: Created symlink /etc/systemd/system/sshd.service
sed: can't read /etc/vimrc: No such file or directory
<--

[ INFO    ]: 04:09:58 | Cleaning up SystemPrepare instance
`,
  ),
  log(
    "kiwi-result-bundle.x86_64.log: packing fails",
    `
[ DEBUG   ]: 05:01:02 | EXEC: [xz -f --threads=0 Aurora.x86_64.raw]
-->
[ ERROR   ]: 05:04:40 | KiwiCommandError: xz: stderr: xz: Aurora.x86_64.raw: Write error: No space left on device, stdout: (no output on stdout)
<--
`,
  ),
  log(
    "livecd.log: packages do not fit together",
    `
Retrieving repository metadata
-->
Error creating Live CD : Failed to build transaction : package kernel-modules-7.0 requires kernel-uname-r = 7.0, but none of the providers can be installed
<--
Cleaning up everything
 * disquieting the boot process
`,
  ),
  log(
    "livecd.log: nothing lets go of the file system",
    `
Installing: zram-generator-defaults       ##################### [576/576]
The 'rhgb' entity is not available.
-->
Error creating Live CD : Unable to unmount filesystem at /var/tmp/imgcreate-mqttuyh0/install_root/sys.
<--
Unmounting directory /var/tmp/imgcreate-mqttuyh0/install_root
Losetup remove /dev/loop0
`,
  ),
  log(
    "appliance.log: the creator crashes",
    `
Installing: uboot-images-armv8            ##################### [400/400]
-->
Traceback (most recent call last):
  File "/usr/bin/appliance-creator", line 160, in main
    creator.install()
UnicodeEncodeError: 'ascii' codec can't encode character
Segmentation fault (core dumped)
<--
`,
  ),
  log(
    "root.log: mock cannot make the build environment",
    `
DEBUG util.py:463:  Updating and loading repositories:
-->
DEBUG util.py:463:  >>> Status code: 503 for https://files.example.org/repos/main-build/latest/x86_64/repodata/repomd.xml
DEBUG util.py:463:  Error: Failed to download metadata for repo 'build': Cannot download repomd.xml: All mirrors were tried
DEBUG util.py:610:  Child return code was: 1
<--
DEBUG util.py:185:  kill orphans in chroot /var/lib/mock/main-build-58213991-6412345-bootstrap/root
DEBUG util.py:556:  Executing command: ['/bin/umount', '-n', '/var/lib/mock/root/proc'] with env {'TERM': 'vt100'} and shell False
DEBUG util.py:634:  child environment: None
DEBUG util.py:610:  Child return code was: 0
`,
  ),
  log(
    "root.log: the requirements of the build environment conflict",
    `
DEBUG util.py:461:  Last metadata expiration check: 0:00:01 ago.
-->
DEBUG util.py:461:  Error:
DEBUG util.py:461:   Problem 1: conflicting requests
DEBUG util.py:461:    - nothing provides libfoo.so.1()(64bit) needed by bar-1-1.fc44.x86_64 from build
DEBUG util.py:461:   Problem 2: package baz-2-1.fc44.x86_64 from build requires bar, but none of the providers can be installed
DEBUG util.py:461:    - conflicting requests
<--
DEBUG util.py:461:  (try to add '--skip-broken' to skip uninstallable packages)
DEBUG util.py:610:  Child return code was: 1
`,
  ),
  log(
    "root.log: image-builder finds no manifest",
    `
DEBUG util.py:463:  [|] Image building step
-->
DEBUG util.py:463:  error: cannot build manifest: cannot depsolve: running osbuild-depsolve-dnf failed: MarkingErrors: missing packages: gdisk
DEBUG util.py:610:  Child return code was: 1
<--
`,
  ),
  log(
    "x86_64-ec2.log.json: a stage of osbuild fails",
    `
                    "output": "/usr/lib/tmpfiles.d/gluster.conf:2: ok
Installing kernel-core
-->
error: unpacking of archive failed on file /boot/vmlinuz: cpio: write failed - No space left on device
Traceback (most recent call last):
  File "/run/osbuild/bin/org.osbuild.rpm", line 292, in main
    subprocess.run([
subprocess.CalledProcessError: Command '['rpm']' returned non-zero exit status 255.
",
                    "success": false,
<--
                    "type": "org.osbuild.rpm"
                }
            ]
        },
        "type": "result"
    },
    "upload_status": "failure"
}
`,
  ),
  log(
    "compose-status.json: the composer says why",
    `
{
    "image_statuses": [
        {
            "error": {
                "id": 10,
-->
                "reason": "osbuild build failed"
            },
            "status": "failure"
<--
        }
    ],
    "koji_task_id": 21020687,
    "status": "pending"
}
`,
  ),
  log(
    "checkout.log: git does not get the kickstarts",
    `
$ git clone -n https://git.example.org/kickstarts.git /var/lib/mock/chroot_tmpdir/kickstarts
Cloning into '/var/lib/mock/chroot_tmpdir/kickstarts'...
-->
fatal: unable to access 'https://git.example.org/kickstarts.git/': Could not resolve host: git.example.org
<--
`,
  ),
];
