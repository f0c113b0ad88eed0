// Dates and times in words. Their patterns are messages like any other, so that each language puts the words
// in its own order.
#include "base/check.h"
#include "content/messages.h"

struct str messages_weekday(const struct messages *messages, int weekday)
{
    static const char *const names[] = {"lundi",    "mardi",  "mercredi", "jeudi",
                                        "vendredi", "samedi", "dimanche"};
    CHECK(weekday >= 0 && weekday < 7);
    return messages_text(messages, str_from(names[weekday]));
}

struct str messages_month(const struct messages *messages, int month)
{
    static const char *const names[] = {"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                        "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
    CHECK(month >= 1 && month <= 12);
    return messages_text(messages, str_from(names[month - 1]));
}

void messages_date(struct buf *to, const struct messages *messages, int weekday, int day, int month)
{
    char memory[4];
    struct buf number = buf_init(memory, sizeof memory);
    CHECK(day >= 1 && day <= 31);
    buf_add_format(&number, "%d", day);
    // French says "1er" on the first of a month only: the first has a pattern of its own.
    struct str pattern = day == 1 ? STR("{weekday} 1er {month}") : STR("{weekday} {day} {month}");
    messages_format(to, messages_text(messages, pattern),
                    (struct message_arg[]){{"weekday", messages_weekday(messages, weekday)},
                                           {"day", buf_str(&number)},
                                           {"month", messages_month(messages, month)}},
                    3);
}

void messages_time(struct buf *to, const struct messages *messages, int hour, int minute)
{
    char hours[4], minutes[4];
    struct buf h = buf_init(hours, sizeof hours), m = buf_init(minutes, sizeof minutes);
    CHECK(hour >= 0 && hour < 24 && minute >= 0 && minute < 60);
    buf_add_format(&h, "%d", hour);
    buf_add_format(&m, "%02d", minute);
    struct str pattern = minute == 0 ? STR("{hour} h") : STR("{hour} h {minute}");
    messages_format(to, messages_text(messages, pattern),
                    (struct message_arg[]){{"hour", buf_str(&h)}, {"minute", buf_str(&m)}}, 2);
}
