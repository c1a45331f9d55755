using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using NodaTime.Text;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Persistence;

/// <summary>Instants are stored as Unix milliseconds, which sort, compare and subtract alike on both databases.</summary>
internal sealed class InstantConverter() : ValueConverter<Instant, long>(i => i.ToUnixTimeMilliseconds(), ms => Instant.FromUnixTimeMilliseconds(ms));

/// <summary>Local dates and times are stored as ISO text, which sorts by time and is readable.</summary>
internal sealed class LocalDateConverter() : ValueConverter<LocalDate, string>(d => LocalDatePattern.Iso.Format(d), s => LocalDatePattern.Iso.Parse(s).Value);

internal sealed class LocalTimeConverter() : ValueConverter<LocalTime, string>(t => LocalTimePattern.GeneralIso.Format(t), s => LocalTimePattern.GeneralIso.Parse(s).Value);

internal sealed class LocalDateTimeConverter() : ValueConverter<LocalDateTime, string>(t => LocalDateTimePattern.GeneralIso.Format(t), s => LocalDateTimePattern.GeneralIso.Parse(s).Value);

internal sealed class ZoneConverter() : ValueConverter<DateTimeZone, string>(z => z.Id, id => DateTimeZoneProviders.Tzdb[id]);

/// <summary>Typed ids are stored as Guids.</summary>
internal sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(ToGuid, FromGuid)
    where TId : struct
{
    private static readonly ParameterExpression Id = Expression.Parameter(typeof(TId));
    private static readonly ParameterExpression Guid = Expression.Parameter(typeof(Guid));

    private static Expression<Func<TId, Guid>> ToGuid => Expression.Lambda<Func<TId, Guid>>(Expression.Property(Id, "Value"), Id);

    private static Expression<Func<Guid, TId>> FromGuid =>
        Expression.Lambda<Func<Guid, TId>>(Expression.New(typeof(TId).GetConstructor([typeof(Guid)])!, Guid), Guid);
}

internal static class IdConverter
{
    public static void ConfigureAll(ModelConfigurationBuilder configuration)
    {
        Assembly[] assemblies = [typeof(PersonId).Assembly, typeof(OutboxMessageId).Assembly, typeof(RolloutDb).Assembly];
        foreach (var id in assemblies.SelectMany(a => a.GetTypes()).Where(IsId))
        {
            configuration.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));
        }
    }

    private static bool IsId(Type type) =>
        type is { IsValueType: true, IsGenericType: false } && type.Name.EndsWith("Id", StringComparison.Ordinal) &&
        type.GetConstructor([typeof(Guid)]) is not null && type.GetProperty("Value")?.PropertyType == typeof(Guid);
}
