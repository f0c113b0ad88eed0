// The least that SDL2 and SDL2_ttf can do: one word in a window. What the first frame of Rebond is measured
// against. Tells systemd's socket (NOTIFY_SOCKET) READY=1 once the word is seen, as Rebond does, so that
// bench_first_frame can time both from the outside; prints its own time from main() and its memory.
#include <SDL.h>
#include <SDL_ttf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void tell_ready(void)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    const char *path = getenv("NOTIFY_SOCKET");
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (path && fd >= 0 && strlen(path) < sizeof to.sun_path) {
        memcpy(to.sun_path, path, strlen(path));
        if (sendto(fd, "READY=1", 7, 0, (struct sockaddr *)&to, sizeof to) < 0) perror("NOTIFY_SOCKET");
    }
    if (fd >= 0) close(fd);
}

static long resident_kb(void)
{
    long total = 0, resident = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f && fscanf(f, "%ld %ld", &total, &resident) != 2) resident = 0;
    if (f) (void)fclose(f);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static int show_word(SDL_Renderer *renderer, const char *font_file)
{
    TTF_Font *font = TTF_OpenFont(font_file, 80);
    SDL_Surface *word = font ? TTF_RenderUTF8_Blended(font, "Bienvenue", (SDL_Color){30, 40, 50, 255}) : NULL;
    SDL_Texture *texture = word ? SDL_CreateTextureFromSurface(renderer, word) : NULL;
    if (!texture) return -1;
    SDL_Rect to = {100, 100, word->w, word->h};
    SDL_SetRenderDrawColor(renderer, 255, 255, 255, 255);
    SDL_RenderClear(renderer);
    SDL_RenderCopy(renderer, texture, NULL, &to);
    SDL_RenderPresent(renderer);
    return 0;
}

static void wait_for_quit(void)
{
    SDL_Event event;
    while (SDL_WaitEvent(&event) && event.type != SDL_QUIT)
        continue;
}

int main(int argc, char **argv)
{
    Uint64 start = SDL_GetPerformanceCounter();
    const char *font = argc > 1 ? argv[1] : "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf";
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_Renderer *renderer = NULL;
    SDL_Window *window = NULL;
    if (SDL_Init(SDL_INIT_VIDEO) == 0 && TTF_Init() == 0)
        window = SDL_CreateWindow("bare", 0, 0, 1920, 1080, 0);
    if (window) renderer = SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE);
    if (!renderer || show_word(renderer, font)) {
        fprintf(stderr, "bare_sdl: %s\n", SDL_GetError());
        return 1;
    }
    double ms = (double)(SDL_GetPerformanceCounter() - start) * 1000 / (double)SDL_GetPerformanceFrequency();
    printf("bare_sdl: first frame %.1f ms after main, %ld kB resident\n", ms, resident_kb());
    (void)fflush(stdout);
    tell_ready();
    if (getenv("NOTIFY_SOCKET")) wait_for_quit();
    SDL_Quit();
    return 0;
}
