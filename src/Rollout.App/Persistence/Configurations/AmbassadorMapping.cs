using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class AmbassadorMapping : IEntityTypeConfiguration<Ambassador>
{
    public void Configure(EntityTypeBuilder<Ambassador> builder)
    {
        builder.ToTable("ambassadors");
        builder.HasKey(a => a.Id);
        builder.HasIndex(a => a.Person).IsUnique();
        builder.Property(a => a.Code).HasMaxLength(30);
        builder.Property(a => a.EndNotifiedFor).HasColumnName("end_told");
        builder.HasIndex(a => a.Code).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.Person).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Ambassador>().WithMany().HasForeignKey(a => a.HandedTo).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations");
        builder.HasKey(i => i.Id);
        builder.Ignore(i => i.CountsFrom);
        builder.HasIndex(i => new { i.Ambassador, i.Colleague }).IsUnique();

        // The first accepted invitation wins, under any concurrency.
        builder.HasIndex(i => i.Colleague, "ix_invitations_accepted").IsUnique().HasFilter("accepted_at IS NOT NULL");
        builder.HasIndex(i => i.Colleague, "ix_invitations_colleague");
        builder.HasOne<Ambassador>().WithMany().HasForeignKey(i => i.Ambassador).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(i => i.Colleague).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CreditMapping : IEntityTypeConfiguration<Credit>
{
    public void Configure(EntityTypeBuilder<Credit> builder)
    {
        builder.ToTable("credits");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasIndex(c => c.Colleague).IsUnique();
        builder.HasIndex(c => new { c.Ambassador, c.At });
        builder.HasOne<Ambassador>().WithMany().HasForeignKey(c => c.EarnedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Season>().WithMany().HasForeignKey(c => c.Season).OnDelete(DeleteBehavior.Restrict);

        // Queries see the current season; those about the past lift this filter.
        builder.HasQueryFilter(QueryFilters.ClosedSeasons, c => c.Season == null);
        builder.HasOne<Ambassador>().WithMany().HasForeignKey(c => c.Ambassador).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.Colleague).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CreditMoveMapping : IEntityTypeConfiguration<CreditMove>
{
    public void Configure(EntityTypeBuilder<CreditMove> builder)
    {
        builder.ToTable("credit_moves");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Reason).HasMaxLength(CreditMove.ReasonLength);
        // No foreign key to the credit: the lead's decision is kept even if evidence takes the credit back.
        builder.HasIndex(m => m.Credit);
        builder.HasOne<Ambassador>().WithMany().HasForeignKey(m => m.From).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Ambassador>().WithMany().HasForeignKey(m => m.To).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.By).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SeasonMapping : IEntityTypeConfiguration<Season>
{
    public void Configure(EntityTypeBuilder<Season> builder)
    {
        builder.ToTable("seasons");
        builder.HasKey(s => s.Number);
        builder.Property(s => s.Number).ValueGeneratedNever();
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.ClosedBy).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SeasonTermMapping : IEntityTypeConfiguration<SeasonTerm>
{
    public void Configure(EntityTypeBuilder<SeasonTerm> builder)
    {
        builder.ToTable("season_terms");
        builder.HasKey(t => new { t.Season, t.Ambassador });
        builder.HasOne<Season>().WithMany().HasForeignKey(t => t.Season).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Ambassador>().WithMany().HasForeignKey(t => t.Ambassador).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CreditReviewMapping : IEntityTypeConfiguration<CreditReview>
{
    public void Configure(EntityTypeBuilder<CreditReview> builder)
    {
        builder.ToTable("credit_reviews");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Words).HasMaxLength(CreditReview.TextLength);
        builder.Property(r => r.Answer).HasMaxLength(CreditReview.TextLength);
        builder.HasIndex(r => new { r.By, r.Colleague }, "ix_credit_reviews_open").IsUnique().HasFilter("answered_at IS NULL");
        builder.HasOne<Ambassador>().WithMany().HasForeignKey(r => r.By).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.Colleague).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.AnsweredBy).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ConfirmationMapping : IEntityTypeConfiguration<Confirmation>
{
    public void Configure(EntityTypeBuilder<Confirmation> builder)
    {
        builder.ToTable("confirmations");
        builder.HasKey(c => c.Colleague);
        builder.Property(c => c.Device).HasMaxLength(Confirmation.DeviceLength);
        builder.HasIndex(c => c.At);
        builder.HasOne<Ambassador>().WithMany().HasForeignKey(c => c.Ambassador).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.Colleague).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ShareTextMapping : IEntityTypeConfiguration<ShareText>
{
    public void Configure(EntityTypeBuilder<ShareText> builder)
    {
        builder.ToTable("share_texts");
        builder.HasKey(t => new { t.Ambassador, t.Language });
        builder.Property(t => t.Language).HasMaxLength(2);
        builder.Property(t => t.Words).HasMaxLength(ShareText.Length);
        builder.HasOne<Ambassador>().WithMany().HasForeignKey(t => t.Ambassador).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ClaimMapping : IEntityTypeConfiguration<Claim>
{
    public void Configure(EntityTypeBuilder<Claim> builder)
    {
        builder.ToTable("claims");
        builder.HasKey(c => new { c.Ambassador, c.Colleague });
        builder.HasIndex(c => c.Colleague);
        builder.HasOne<Ambassador>().WithMany().HasForeignKey(c => c.Ambassador).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.Colleague).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProfileEvidenceMapping : IEntityTypeConfiguration<ProfileEvidence>
{
    public void Configure(EntityTypeBuilder<ProfileEvidence> builder)
    {
        builder.ToTable("profile_evidence");
        builder.HasKey(e => new { e.Colleague, e.Kind, e.Definition });
        builder.HasOne<Person>().WithMany().HasForeignKey(e => e.Colleague).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProfileDefinitionMapping : IEntityTypeConfiguration<ProfileDefinition>
{
    public void Configure(EntityTypeBuilder<ProfileDefinition> builder)
    {
        builder.ToTable("profile_definitions");
        builder.HasKey(d => d.Number);
        builder.Property(d => d.Number).ValueGeneratedNever();
        builder.Ignore(d => d.Counts);
        builder.Property(d => d.English).HasMaxLength(ProfileDefinition.TextLength);
        builder.Property(d => d.Dutch).HasMaxLength(ProfileDefinition.TextLength);
        builder.Property(d => d.French).HasMaxLength(ProfileDefinition.TextLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(d => d.By).OnDelete(DeleteBehavior.Restrict);
    }
}
