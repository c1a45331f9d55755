using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class InfosessionMapping : IEntityTypeConfiguration<Infosession>
{
    public void Configure(EntityTypeBuilder<Infosession> builder)
    {
        // The database has the last word on seats.
        builder.ToTable("infosessions", table => table.HasCheckConstraint("ck_infosessions_taken", "taken >= 0 AND offered >= 0 AND waiting >= 0 AND taken + offered <= seats"));
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Place).HasMaxLength(SessionPlan.PlaceLength);
        builder.Property(s => s.Link).HasMaxLength(SessionPlan.LinkLength);
        builder.Property(s => s.Language).HasMaxLength(2);
        builder.Property(s => s.CancelledBecause).HasMaxLength(Infosession.ReasonLength);
        builder.Property(s => s.FeedbackCode).HasMaxLength(FeedbackCode.Length);
        builder.Ignore(s => s.Time);
        builder.Ignore(s => s.Counts);
        builder.HasIndex(s => s.FeedbackCode).IsUnique();
        builder.HasIndex(s => new { s.State, s.StartsAt });
        builder.HasIndex(s => new { s.State, s.RemindAt });
        builder.HasIndex(s => new { s.Facilitator, s.StartsAt });
        builder.HasIndex(s => s.Topic);
        builder.HasIndex(s => s.Branch);
        builder.HasOne<Topic>().WithMany().HasForeignKey(s => s.Topic).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Branch>().WithMany().HasForeignKey(s => s.Branch).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.Facilitator).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SeatHoldMapping : IEntityTypeConfiguration<SeatHold>
{
    public void Configure(EntityTypeBuilder<SeatHold> builder)
    {
        builder.ToTable("seat_holds");
        builder.HasKey(h => h.Id);
        builder.Property(h => h.HeldFor).HasMaxLength(64);
        builder.Property(h => h.HeldFrom).HasMaxLength(50);
        builder.HasIndex(h => new { h.Infosession, h.EndsAt });
        builder.HasOne<Infosession>().WithMany().HasForeignKey(h => h.Infosession).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RegistrationMapping : IEntityTypeConfiguration<Registration>
{
    public void Configure(EntityTypeBuilder<Registration> builder)
    {
        builder.ToTable("registrations");
        builder.HasKey(r => r.Id);
        builder.Ignore(r => r.HoldsASeat);
        builder.Ignore(r => r.IsAtTheDoor);
        builder.Property(r => r.TicketCode).HasMaxLength(TicketCode.Length).HasDefaultValue("");
        builder.HasIndex(r => new { r.Infosession, r.Person }).IsUnique();
        builder.HasIndex(r => new { r.Person, r.State });
        builder.HasIndex(r => new { r.State, r.OfferEndsAt });
        builder.HasOne<Infosession>().WithMany().HasForeignKey(r => r.Infosession).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.Person).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class WarmUpAnswerMapping : IEntityTypeConfiguration<WarmUpAnswer>
{
    public void Configure(EntityTypeBuilder<WarmUpAnswer> builder)
    {
        builder.ToTable("warm_up_answers");
        builder.HasKey(a => a.Registration);
        builder.Property(a => a.Text).HasMaxLength(WarmUpAnswer.TextLength);
        builder.HasOne<Registration>().WithOne().HasForeignKey<WarmUpAnswer>(a => a.Registration).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> builder)
    {
        builder.ToTable("calendar_feeds");
        builder.HasKey(f => f.Person);
        builder.Property(f => f.Key).HasMaxLength(CalendarFeed.KeyLength);
        builder.HasIndex(f => f.Key).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class QueuePriorityOverrideMapping : IEntityTypeConfiguration<QueuePriorityOverride>
{
    public void Configure(EntityTypeBuilder<QueuePriorityOverride> builder)
    {
        builder.ToTable("went_first");
        builder.HasKey(w => w.Id);
        builder.Property(w => w.Reason).HasMaxLength(Infosession.ReasonLength);
        builder.HasIndex(w => w.Infosession);
        builder.HasOne<Infosession>().WithMany().HasForeignKey(w => w.Infosession).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(w => w.Person).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(w => w.By).OnDelete(DeleteBehavior.Restrict);
    }
}
