using CsCheck;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>A history of seats as it is drawn: in numbers, which mean someone and something only while it runs.</summary>
/// <param name="Hours">How long after Monday's first hour it begins.</param>
/// <param name="Seats">The seats of each infosession.</param>
internal sealed record SeatsDraw(int People, int Hours, IReadOnlyList<int> Seats, IReadOnlyList<SeatsStep> Steps)
{
    private static readonly Gen<SeatsWish> Wishes = Gen.Select(Gen.Int[0, 59], Gen.Int[0, 2], Gen.Int[0, 3], (person, hall, kind) => new SeatsWish(person, hall, kind));

    private static readonly Gen<SeatsStep> AStep = Gen.Select(
        Gen.Int[0, 99], Gen.Int[0, 59], Gen.Int[0, 2], Gen.Int[0, 59], Gen.Int[0, 59], Wishes.List[2, 5],
        (kind, person, hall, choice, amount, wishes) => new SeatsStep(kind, person, hall, choice, amount, wishes));

    /// <summary>Among five, with one or two seats in each, so long that places are crowded.</summary>
    public static Gen<SeatsDraw> Long { get; } = Of(people: 5, most: 2, AStep.List[1, 79]);

    /// <summary>Three want one seat.</summary>
    public static Gen<SeatsDraw> Short { get; } = Of(people: 3, most: 1, AStep.List[1, 5]);

    private static Gen<SeatsDraw> Of(int people, int most, Gen<List<SeatsStep>> steps) =>
        Gen.Select(Gen.Int[0, 27], Gen.Int[1, most].List[3, 3], steps, (hours, seats, some) => new SeatsDraw(people, hours, seats, some));
}

/// <summary>One step of it.</summary>
/// <param name="Kind">What is done, in hundredths of all that can be.</param>
/// <param name="Choice">Of several, which.</param>
/// <param name="Amount">How many seats, days or minutes.</param>
/// <param name="Wishes">What is wanted at once, where the step is that.</param>
internal sealed record SeatsStep(int Kind, int Person, int Hall, int Choice, int Amount, IReadOnlyList<SeatsWish> Wishes);

internal sealed record SeatsWish(int Person, int Hall, int Kind);
