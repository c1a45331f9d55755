using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Reviews;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>Ambassadors ask the lead for a review; bursts are shown to the lead automatically.</summary>
public sealed class ReviewTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_review_is_asked_once_answered_once_and_moves_the_credit_with_the_answer_as_reason(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var youssef = the.Another();
        await the.AcceptAsync(youssef.Code, the.Bas);
        await the.ConfirmAsync(youssef.Code, the.Bas);
        await the.AcceptAsync(the.Sanne.Code, the.Lead);
        the.Database.Given(Invitation.ByComing(the.Sanne.Id, the.Bas.Id, InvitationChannel.Qr, A.Monday));
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var (sanne, lead) = (app.Visitor(the.SannesPerson), app.Visitor(the.Lead));
        var page = await sanne.GetAsync("/my/colleagues/reviews");

        Assert.Contains("Say what happened", (await sanne.SubmitAsync(page, "review", ("Colleague", the.Bas.Id.ToString()), ("Words", " "))).Text, StringComparison.Ordinal);
        await sanne.SubmitAsync(page, "review", ("Colleague", the.Bas.Id.ToString()), ("Words", "We did it <together>"));
        Refused.On(await sanne.SubmitAsync(page, "review", ("Colleague", the.Bas.Id.ToString()), ("Words", "Again")), CreditReviewRules.IsNotAskedYet);
        Refused.On(await sanne.SubmitAsync(page, "review", ("Colleague", the.SannesPerson.Id.ToString()), ("Words", "Me too")), CreditReviewRules.OfOnesOwn);

        var review = await lead.GetAsync("/ambassadors/reviews");
        Assert.Contains("We did it <together>", review.Text, StringComparison.Ordinal);
        var id = (await the.Database.CreateDbContext().CreditReviews.SingleAsync()).Id;
        Assert.Contains("Give the ambassador an answer", (await lead.SubmitAsync(review, "answer", ("Answer", ""), ("Move", "true"))).Text, StringComparison.Ordinal);
        await lead.SubmitAsync(review, "answer", ("Answer", "You are right"), ("Move", "true"));
        await Refused.ByAsync(CreditReviewRules.IsNotAnsweredYet, () =>
            new AnswerReview(the.Database, SignedIn.As(the.Database, the.Lead), the.RolloutSettingsCache, the.Letters, the.Clock).RunAsync(id, "Again", move: false));

        await using var db = the.Database.CreateDbContext();
        var credit = await db.Credits.SingleAsync();
        Assert.Equal((the.Sanne.Id, youssef.Id), (credit.Ambassador, credit.EarnedBy));
        Assert.Equal("You are right", (await db.CreditMoves.SingleAsync()).Reason);
        var mail = await db.Outbox.SingleAsync(m => m.About == "review-answered");
        Assert.Equal((the.SannesPerson.Id, "The project lead answered you about Bas van Loon"), (mail.Person, mail.Subject));
        Assert.Contains("You are right", (await sanne.GetAsync("/my/colleagues/reviews")).Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => new FindReviews(the.Database, SignedIn.As(the.Database, the.SannesPerson)).OfAllAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Where_nobody_has_the_credit_there_is_nothing_to_move_and_the_review_stays_open(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        the.Database.Given(Invitation.ByComing(the.Sanne.Id, the.Bas.Id, InvitationChannel.Qr, A.Monday));
        await new AskReview(the.Database, SignedIn.As(the.Database, the.SannesPerson), the.Clock).RunAsync(the.Bas.Id, "We did it together");
        var review = await the.Database.CreateDbContext().CreditReviews.SingleAsync();

        await Refused.ByAsync(CreditReviewRules.HasACreditToMove, () =>
            new AnswerReview(the.Database, SignedIn.As(the.Database, the.Lead), the.RolloutSettingsCache, the.Letters, the.Clock).RunAsync(review.Id, "You are right", move: true));

        Assert.Null((await the.Database.CreateDbContext().CreditReviews.SingleAsync()).AnsweredAt);
        Assert.Empty(the.Database.CreateDbContext().Credits);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Many_confirmations_on_one_device_or_in_a_minute_are_shown_to_the_lead_and_never_refused(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var colleagues = Enumerable.Range(0, Confirmation.Burst).Select(i => A.Person(the.Gent, $"Colleague {i} Maes", email: null)).ToList();
        the.Database.Given([.. colleagues]);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var phone = app.Visitor();
        foreach (var colleague in colleagues)
        {
            Assert.Empty(await BurstsAsync());
            var question = await phone.FollowAsync(await phone.SubmitAsync(
                await phone.GetAsync($"/i/{the.Sanne.Code}/who?via=qr"), "who", ("Key", colleague.PersonnelNumber), ("FamilyName", "Maes")));
            await phone.SubmitAsync(question, "confirm");
        }

        Assert.Equal(Confirmation.Burst, await the.Database.CreateDbContext().Credits.CountAsync());
        Assert.Equal([(true, 5), (false, 5)], (await BurstsAsync()).Select(b => (b.OneDevice, b.Colleagues)));
        Assert.Contains("5 colleagues confirmed on one device in a day.", (await app.Visitor(the.Lead).GetAsync("/ambassadors/reviews")).Text, StringComparison.Ordinal);
        the.Clock.Advance(Confirmation.RetentionPeriod + Duration.FromHours(1));
        Assert.Empty(await BurstsAsync());

        Task<IReadOnlyList<BurstRow>> BurstsAsync() => new FindBursts(the.Database, SignedIn.As(the.Database, the.Lead), the.Clock).RunAsync();
    }
}
