using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Persistence.Configurations;

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Key).HasMaxLength(200);
        builder.HasIndex(m => m.Key).IsUnique();
        builder.Property(m => m.About).HasMaxLength(60);
        builder.Property(m => m.Address).HasMaxLength(254);
        builder.Property(m => m.Name).HasMaxLength(460);
        builder.Property(m => m.Subject).HasMaxLength(300);
        builder.Property(m => m.SubjectId).HasColumnName("concerning");
        builder.Property(m => m.EmailContent).HasColumnName("letter");
        builder.Property(m => m.ExpiresAt).HasColumnName("useless_from");
        builder.Property(m => m.FailureReason).HasColumnName("trouble");

        // All that claiming looks at, so that it reads no message it does not claim.
        builder.HasIndex(m => new { m.State, m.Urgent, m.Kind, m.DueAt, m.ExpiresAt, m.Id });
        builder.Property(m => m.Urgent).HasDefaultValue(false);
        builder.Property(m => m.Confidential).HasDefaultValue(false);
        builder.Property(m => m.Channel).HasDefaultValue(MessageChannel.Mail);
        builder.HasIndex(m => new { m.Person, m.About });
        builder.HasIndex(m => new { m.About, m.SettledAt });
        builder.HasIndex(m => m.SettledAt);
    }
}
