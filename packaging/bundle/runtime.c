/* What runs first in the AppImage: shows the squashfs behind it as a folder, and starts AppRun in there.
 *
 * Mounted through FUSE by a process of its own, which ends when the last program that was started ends: all of
 * them hold the writing end of a pipe, and nobody writes. Where nothing can be mounted, the picture is unpacked
 * into a temporary folder, which is removed afterwards.
 *
 *   --appimage-offset     prints where the squashfs begins
 *   --appimage-extract    unpacks it to ./squashfs-root
 *   --appimage-help       says so; every other argument is the program's own
 */
#define _GNU_SOURCE
#include <squashfuse/config.h>

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <squashfuse/squashfuse.h>
#include <squashfuse/ll.h>
#include <squashfuse/traverse.h>
#include <squashfuse/util.h>

static char self[PATH_MAX];

static void die(const char *what, const char *name) {
    fprintf(stderr, "Tweenboard could not %s %s: %s\n", what, name, strerror(errno));
    exit(127);
}

/* The length of this program as a linker made it: what lies behind is the picture. */
static size_t picture_offset(void) {
    Elf64_Ehdr head;
    FILE *file = fopen(self, "rb");
    if (file == NULL || fread(&head, sizeof head, 1, file) != 1)
        die("read", self);
    fclose(file);
    return head.e_shoff + (size_t)head.e_shnum * head.e_shentsize;
}

static void write_file(sqfs *fs, sqfs_inode *inode, const char *path, mode_t mode) {
    static char block[1 << 18];
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode & 0777);
    if (fd < 0)
        die("write", path);
    for (sqfs_off_t at = 0, got; at < (sqfs_off_t)inode->xtra.reg.file_size; at += got) {
        got = sizeof block;
        if (sqfs_read_range(fs, inode, at, &got, block) != SQFS_OK || got <= 0)
            die("unpack", path);
        for (sqfs_off_t out = 0; out < got;) {
            ssize_t written = write(fd, block + out, got - out);
            if (written < 0)
                die("write", path);
            out += written;
        }
    }
    close(fd);
}

static void write_entry(sqfs *fs, const sqfs_traverse *at, const char *path) {
    sqfs_inode inode;
    if (sqfs_inode_get(fs, &inode, at->entry.inode) != SQFS_OK)
        die("read", path);
    mode_t mode = inode.base.mode;
    if (S_ISDIR(mode)) {
        if (mkdir(path, 0755) != 0)
            die("make", path);
    } else if (S_ISLNK(mode)) {
        char to[PATH_MAX];
        size_t size = sizeof to;
        if (sqfs_readlink(fs, &inode, to, &size) != SQFS_OK || symlink(to, path) != 0)
            die("make", path);
    } else if (S_ISREG(mode)) {
        write_file(fs, &inode, path, mode);
    }
}

static void unpack(const char *folder) {
    sqfs fs;
    sqfs_traverse at;
    sqfs_err problem = SQFS_OK;
    if (sqfs_open_image(&fs, self, picture_offset()) != SQFS_OK ||
        sqfs_traverse_open(&at, &fs, sqfs_inode_root(&fs)) != SQFS_OK)
        die("read", self);
    if (mkdir(folder, 0755) != 0 && errno != EEXIST)
        die("make", folder);
    while (sqfs_traverse_next(&at, &problem)) {
        char path[PATH_MAX];
        if (at.dir_end)
            continue;
        if (snprintf(path, sizeof path, "%s/%s", folder, at.path) >= (int)sizeof path)
            die("write", folder);
        write_entry(&fs, &at, path);
    }
    if (problem != SQFS_OK)
        die("unpack", self);
    sqfs_traverse_close(&at);
    sqfs_destroy(&fs);
}

static struct fuse_session *session;

static void *end_with_the_last(void *keep) {
    struct pollfd ended = {.fd = *(int *)keep, .events = POLLIN};
    while (poll(&ended, 1, -1) < 0 && errno == EINTR)
        ;
    fuse_session_exit(session);
    kill(getpid(), SIGHUP); /* the loop waits in a read; its handler only interrupts that */
    return NULL;
}

/* In a process of its own: serve `folder` until every holder of `keep`'s other end is gone. */
static void serve(const char *folder, int keep, int ready) {
    struct fuse_lowlevel_ops calls = {
        .getattr = sqfs_ll_op_getattr, .opendir = sqfs_ll_op_opendir, .releasedir = sqfs_ll_op_releasedir,
        .readdir = sqfs_ll_op_readdir, .lookup = sqfs_ll_op_lookup, .open = sqfs_ll_op_open,
        .create = sqfs_ll_op_create, .release = sqfs_ll_op_release, .read = sqfs_ll_op_read,
        .readlink = sqfs_ll_op_readlink, .listxattr = sqfs_ll_op_listxattr, .getxattr = sqfs_ll_op_getxattr,
        .forget = sqfs_ll_op_forget, .statfs = stfs_ll_op_statfs,
    };
    char *words[] = {"tweenboard", "-o", "ro,nosuid,nodev,fsname=Tweenboard"};
    struct fuse_args args = FUSE_ARGS_INIT(3, words);
    sqfs_ll_chan channel;
    pthread_t watcher;
    sqfs_ll *picture = sqfs_ll_open(self, picture_offset());
    if (picture == NULL || sqfs_ll_mount(&channel, folder, &args, &calls, sizeof calls, picture) != SQFS_OK)
        _exit(1);
    session = channel.session;
    fuse_set_signal_handlers(session);
    if (write(ready, "1", 1) != 1 || pthread_create(&watcher, NULL, end_with_the_last, &keep) != 0)
        _exit(1);
    close(ready);
    fuse_session_loop(session);
    sqfs_ll_unmount(&channel, folder);
    rmdir(folder);
    _exit(0);
}

/* True once `folder` shows the picture; this process then keeps it there, as will all that it becomes. */
static bool mounted(const char *folder) {
    int keep[2], ready[2];
    char answer;
    if (getenv("APPIMAGE_EXTRACT_AND_RUN") != NULL || access("/dev/fuse", R_OK | W_OK) != 0)
        return false;
    if (pipe(keep) != 0 || pipe(ready) != 0)
        return false;
    pid_t first = fork();
    if (first == 0) {
        close(keep[1]);
        close(ready[0]);
        setsid();
        if (fork() != 0)
            _exit(0); /* what serves is nobody's child, so that the program waits for none */
        serve(folder, keep[0], ready[1]);
    }
    close(keep[0]);
    close(ready[1]);
    waitpid(first, NULL, 0);
    bool well = read(ready[0], &answer, 1) == 1;
    close(ready[0]);
    if (!well)
        close(keep[1]);
    return well;
}

static void start(const char *folder, char **arguments) {
    char program[PATH_MAX];
    snprintf(program, sizeof program, "%s/AppRun", folder);
    setenv("APPDIR", folder, 1);
    setenv("APPIMAGE", self, 1);
    setenv("ARGV0", arguments[0], 1);
    arguments[0] = program;
    execv(program, arguments);
    die("start", program);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk) {
    (void)info, (void)kind, (void)walk;
    return remove(path);
}

int main(int count, char **arguments) {
    char folder[PATH_MAX];
    const char *asked = count > 1 ? arguments[1] : "", *place = getenv("TMPDIR");
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length < 0)
        die("find", "itself");
    if (strcmp(asked, "--appimage-offset") == 0)
        return printf("%zu\n", picture_offset()) < 0;
    if (strcmp(asked, "--appimage-help") == 0)
        return puts("--appimage-offset | --appimage-extract | the program's own arguments") < 0;
    if (strcmp(asked, "--appimage-extract") == 0) {
        unpack("squashfs-root");
        return 0;
    }
    snprintf(folder, sizeof folder, "%s/.mount_TweenbXXXXXX", place != NULL ? place : "/tmp");
    if (mkdtemp(folder) == NULL)
        die("make", folder);
    if (mounted(folder))
        start(folder, arguments);
    unpack(folder);
    pid_t child = fork();
    if (child == 0)
        start(folder, arguments);
    signal(SIGINT, SIG_IGN); /* for the program to hear, which ends by it or not */
    int ended = 0;
    waitpid(child, &ended, 0);
    nftw(folder, remove_one, 32, FTW_DEPTH | FTW_PHYS);
    return WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
}
